// What is checked inside a page. Each check gives a list of sentences: what is wrong, and where.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const words = (text) => text.replace(/\s+/g, " ").trim()
  const name = (element) => {
    const home = element.closest("[id]")
    const text = words(element.textContent).slice(0, 40)
    return `<${element.tagName.toLowerCase()}>${home ? ` in #${home.id}` : ""} “${text}”`
  }
  const shown = (element) => element.checkVisibility() && !element.closest(".hidden")
  const focusable = () =>
    all("a[href], summary, [tabindex='0']").filter((element) => element.checkVisibility())

  const checks = {
    // Nothing makes the page wider than the screen; only .wide may scroll by itself.
    sideways() {
      const width = innerWidth
      if (document.scrollingElement.scrollWidth <= width) return []
      const wide = all("body *").filter((element) => !element.closest(".wide, svg")
        && shown(element) && element.getBoundingClientRect().right > width + 0.5)
      return [`the page is ${document.scrollingElement.scrollWidth} px wide on ${width}: `
        + wide.slice(0, 3).map(name).join(", ")]
    },

    // No text is cut off by what it stands in.
    cutOff() {
      const wrong = []
      for (const element of all("body *")) {
        if (!shown(element) || element.closest("svg, .wide")) continue
        const style = getComputedStyle(element)
        if (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1)
          wrong.push(`${name(element)} is cut off`)
      }
      for (const text of all(".overview :is(h3, p, li, td, th, caption)")) {
        if (!shown(text)) continue
        const box = text.getBoundingClientRect()
        const card = text.closest(".card")?.getBoundingClientRect()
        if (box.left < -0.5 || box.right > innerWidth + 0.5 || (card && box.right > card.right + 0.5))
          wrong.push(`${name(text)} stands out of the first screen`)
      }
      return wrong
    },

    // Texts of a chart stay in it, and off each other.
    charts() {
      const wrong = []
      for (const chart of all("svg.chart")) {
        const frame = chart.getBoundingClientRect()
        if (!frame.width) continue
        const boxes = all("text", chart).map((text) => [text, text.getBoundingClientRect()])
        for (const [text, box] of boxes) {
          if (box.left < frame.left - 1 || box.right > frame.right + 1
            || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
            wrong.push(`${name(text)} stands out of its chart`)
        }
        boxes.forEach(([one, a], index) => boxes.slice(index + 1).forEach(([other, b]) => {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
          if (across > 1 && down > 4) wrong.push(`${name(one)} and ${name(other)} overlap`)
        }))
      }
      return wrong
    },

    // What the first screen must hold.
    firstScreen() {
      const wrong = []
      for (const part of [".overview .top", ".overview blockquote", ".overview .hero",
        ".overview .changed", ".overview :is(.sound, .doubt)"]) {
        const element = document.querySelector(part)
        if (!element) wrong.push(`there is no ${part}`)
        else if (element.getBoundingClientRect().bottom > innerHeight)
          wrong.push(`${part} ends at ${Math.round(element.getBoundingClientRect().bottom)} px, `
            + `below the first screen of ${innerHeight}`)
      }
      return wrong
    },

    headings() {
      const wrong = []
      let before = 0
      for (const heading of all("h1, h2, h3, h4, h5, h6")) {
        const level = Number(heading.tagName[1])
        if (level > before + 1) wrong.push(`${name(heading)} follows a heading of level ${before}`)
        if (!words(heading.textContent)) wrong.push(`${name(heading)} is empty`)
        before = level
      }
      if (all("h1").length !== 1) wrong.push(`there are ${all("h1").length} headings of level 1`)
      return wrong
    },

    // A chart has a name, a finding, and its data as a table in the same section.
    chartsInWords() {
      return all("svg").flatMap((chart) => {
        const wrong = []
        const named = (chart.getAttribute("aria-labelledby") || "").split(" ")
        for (const part of ["title", "desc"]) {
          const element = chart.querySelector(`:scope > ${part}`)
          if (!element || !words(element.textContent)) wrong.push(`${name(chart)} has no ${part}`)
          else if (!named.includes(element.id)) wrong.push(`${name(chart)} is not named by its ${part}`)
        }
        if (!["img", "group"].includes(chart.getAttribute("role"))) wrong.push(`${name(chart)} has no role`)
        if (!chart.closest("figure")?.querySelector("figcaption")) wrong.push(`${name(chart)} has no caption`)
        if (!chart.closest("section, article").querySelector("table")) wrong.push(`${name(chart)} has no table`)
        return wrong
      })
    },

    tables() {
      return all("table").flatMap((table) => {
        const wrong = []
        if (!words(table.caption?.textContent || "")) wrong.push(`${name(table)} has no caption`)
        for (const head of all("th", table)) {
          const scope = head.closest("thead") ? "col" : "row"
          if (head.scope !== scope) wrong.push(`${name(head)} has scope “${head.scope}”, not “${scope}”`)
          if (!words(head.textContent)) wrong.push(`${name(table)} has an empty head`)
        }
        const width = table.rows[0].cells.length
        for (const row of table.tBodies[0].rows) {
          if (row.cells.length !== width) wrong.push(`${name(row)} has ${row.cells.length} of ${width} cells`)
          if (!row.querySelector("th[scope=row]")) wrong.push(`${name(row)} has no head`)
        }
        return wrong
      })
    },

    ids() {
      const seen = new Set()
      const wrong = all("[id]").filter(({ id }) => seen.has(id) || !seen.add(id)).map(({ id }) => `two #${id}`)
      for (const element of all("[aria-labelledby], [aria-describedby]"))
        for (const id of `${element.getAttribute("aria-labelledby") || ""} ${
          element.getAttribute("aria-describedby") || ""}`.split(" ").filter(Boolean))
          if (!seen.has(id)) wrong.push(`${name(element)} is named by #${id}, which is not there`)
      return wrong
    },

    languages() {
      const page = document.documentElement.lang
      const wrong = ["vi", "en"].includes(page) ? [] : [`the page's language is “${page}”`]
      if (!words(document.title)) wrong.push("the page has no title")
      if (page !== "en") return wrong
      // A word in small letters; proper names, which begin with a capital, need no language (WCAG 3.1.2).
      const letters = /(?<!\p{L})(?!\p{Lu})\p{L}*[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/u
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const foreign = {}
      for (let text; (text = walker.nextNode());)
        if (letters.test(text.data) && text.parentElement.closest("[lang]").lang === "en") {
          const word = words(text.data).slice(0, 40)
          foreign[word] ??= name(text.parentElement)
        }
      return wrong.concat(Object.values(foreign).map((where) => `${where} is Vietnamese, and not said to be`))
    },

    // Where each link of the page leads; the files are looked up outside.
    anchors() {
      return all("a[href^='#']").filter((link) => !document.getElementById(link.getAttribute("href").slice(1)))
        .map((link) => `${name(link)} leads to ${link.getAttribute("href")}, which is not there`)
    },

    // Controls that do not stand in a line of text are 24 px or more each way.
    targets() {
      return focusable().filter((element) => element.matches("nav a, .names a, summary, svg a, .skip"))
        .filter((element) => !element.matches(".skip"))
        .filter((element) => {
          const box = element.getBoundingClientRect()
          return box.width < 23.9 || box.height < 23.9
        }).map((element) => {
          const box = element.getBoundingClientRect()
          return `${name(element)} is ${box.width.toFixed(1)} by ${box.height.toFixed(1)} px`
        })
    },

    // What has the focus shows it.
    outlines() {
      return focusable().filter((element) => {
        element.focus({ preventScroll: true })
        const style = getComputedStyle(element)
        return document.activeElement !== element || style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2
      }).map((element) => `${name(element)} does not show that it has the focus`)
    },

    // Print opens what a screen leaves closed.
    open() {
      return all("details > *:not(summary)").filter((element) => !element.checkVisibility())
        .map((element) => `${name(element)} is not printed`)
    },

    // The text spacing that WCAG 2.2 (1.4.12) says must not break a page.
    spaced() {
      const style = document.createElement("style")
      style.textContent = `* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`
      document.head.append(style)
      const wrong = [...checks.sideways(), ...checks.cutOff()]
      style.remove()
      return wrong.map((what) => `with text spacing: ${what}`)
    },

    // By each wide table: whether it scrolls, and can then be reached.
    scrolling() {
      return all(".wide").filter((box) => box.scrollWidth > box.clientWidth + 1 && box.tabIndex !== 0)
        .map((box) => `${name(box)} scrolls, and the keyboard does not reach it`)
    },
  }

  globalThis.report = {
    check: (...names) => names.flatMap((each) => checks[each]().map((what) => `${each}: ${what}`)),
    files: () => all("a[href]").map((link) => link.getAttribute("href")).filter((href) => !href.startsWith("#")),
    settle() {
      // Provinces are laid out when they come near; a check sees all of them.
      const style = document.createElement("style")
      style.textContent = "article { content-visibility: visible !important }"
      document.head.append(style)
    },
    // axe takes minutes for 34 provinces, which are of one making: the first stays, the first with a note on
    // its data, the first without a survey.
    few() {
      const provinces = all("article")
      const kept = [provinces[0], provinces.find((each) => each.querySelector(".gap")),
        provinces.find((each) => !each.querySelector("svg"))]
      provinces.filter((each) => !kept.includes(each)).forEach((each) => each.remove())
      return all("article").length
    },
    follow() {
      const order = focusable()
      globalThis.reached = []
      document.activeElement.blur()
      scrollTo(0, 0)
      addEventListener("focusin", (event) => reached.push(order.indexOf(event.target)))
      return order.length
    },
    followed(count) {
      const missed = []
      for (let index = 0; index < count; index += 1)
        if (reached[index] !== index) missed.push(`the Tab key gives ${reached[index]}, not ${index}`)
      return missed.slice(0, 3)
    },
    async axe(tags) {
      const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] })
      const violations = found.violations.map((rule) => `${rule.id} (${rule.impact}), ${rule.nodes.length} places: `
        + `${rule.help}; ${rule.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`)
      return { passes: found.passes.length, violations }
    },
  }
})()
