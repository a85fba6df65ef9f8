"""Opens the reports of a run in a headless Chromium and checks what readers rely on.

    python3 check.py RUN_FOLDER SCRATCH_FOLDER

Leaves pictures in the scratch folder. Exit 1 when anything is wrong. Standard library only, Chromium, and
axe-core, which pip fetches (AXE=none does without it).
"""

import subprocess
import sys
import time
from pathlib import Path

import axe
import figures
from chromium import Chromium

HERE = Path(__file__).parent
PAGE = (HERE / "page.js").read_text(encoding="utf-8")
WIDTHS = [(320, 640), (390, 844), (768, 1024), (1366, 900)]
LAPTOP, PHONE = (1366, 900), (390, 844)
A4 = (688, 1009)  # what the margins leave of it, in CSS pixels
FIGURES = 25_000  # in the sample's report there are 25,311
PROVINCES = 34


class Check:
    def __init__(self, folder, scratch):
        self.folder, self.scratch = folder, scratch
        self.failures, self.lines = [], []
        self.axe = axe.source(scratch)
        self.kpis = figures.Kpis(folder / "kpis.csv")
        self.browser = Chromium()

    def fail(self, where, sentences):
        self.failures += [f"{where}: {sentence}" for sentence in sentences]

    def say(self, line):
        self.lines.append(line)
        print(line, flush=True)

    # The page itself

    def load(self, path):
        self.browser.open(path.as_uri())
        self.browser.run(PAGE)
        self.browser.run("report.settle()")

    def check(self, where, *names):
        asked = ", ".join(f"'{name}'" for name in names)
        self.fail(where, self.browser.run(f"report.check({asked})"))

    def quiet(self, path):
        """No message, no fault, no request but the file; the same picture without JavaScript."""
        browser = self.browser
        browser.media()
        browser.size(*LAPTOP)
        browser.open(path.as_uri())
        seen = browser.picture()
        for event in browser.events:
            kind, told = event["method"], event.get("params", {})
            if kind in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
                self.fail(path.name, [f"the console says {told}"])
        asked = [event["params"]["request"]["url"] for event in browser.events
                 if event["method"] == "Network.requestWillBeSent"]
        if asked != [path.as_uri()]:
            self.fail(path.name, [f"it asks for {asked}"])
        browser.call("Emulation.setScriptExecutionDisabled", value=True)
        browser.open(path.as_uri())
        if browser.picture() != seen:
            self.fail(path.name, ["it looks another way without JavaScript"])
        browser.call("Emulation.setScriptExecutionDisabled", value=False)

    def injected(self, path):
        """The page's policy stops a script, a picture from elsewhere, a frame and a form that got into it."""
        text = path.read_text(encoding="utf-8")
        stranger = ("<script>document.title = 'hit'</script>"
                    "<img src='https://example.invalid/a.png' onerror=\"document.title = 'hit'\">"
                    "<iframe src='https://example.invalid/'></iframe>"
                    "<link rel=stylesheet href='https://example.invalid/a.css'>")
        copy = self.scratch / f"injected.{path.name}"
        copy.write_text(text.replace("<main", stranger + "<main", 1), encoding="utf-8")
        self.browser.open(copy.as_uri())
        time.sleep(0.3)
        if self.browser.run("document.title") == "hit":
            self.fail(path.name, ["an injected script runs"])
        self.browser.call("Page.getFrameTree")  # what the browser had to say by now is in events
        blocked = [event["params"]["entry"]["text"] for event in self.browser.events
                   if event["method"] == "Log.entryAdded"]
        for kind in ("script", "image", "frame", "stylesheet"):
            if not any("Content Security Policy" in entry and kind in entry for entry in blocked):
                self.fail(path.name, [f"the policy does not stop an injected {kind}: {blocked}"])
        answered = [event["params"]["response"]["url"] for event in self.browser.events
                    if event["method"] == "Network.responseReceived"]
        if any("example.invalid" in url for url in answered):
            self.fail(path.name, [f"it got {answered}"])
        copy.unlink()

    def links(self, path):
        for href in sorted(set(self.browser.run("report.files()"))):
            if ":" in href:
                self.fail(path.name, [f"it links to {href}, which is not beside it"])
            elif not (path.parent / href.partition("#")[0]).exists():
                self.fail(path.name, [f"it links to {href}, which is not in {path.parent}"])

    def figures(self, path):
        found = figures.read_back(
            self.browser.run("document.documentElement.outerHTML"), self.folder, self.kpis)
        count = sum(found[part] for part in ("value", "counts", "interval"))
        self.fail(path.name, found["differences"][:20])
        if count < FIGURES:
            self.fail(path.name, [f"only {count} figures were found in it"])
        self.say(f"  {count:,} figures equal kpis.csv: {found['value']:,} values, {found['counts']:,} counts, "
                 f"{found['interval']:,} intervals; {found['marks']:,} texts in charts")

    # On screens

    def screens(self, path, language):
        browser = self.browser
        for scheme in ("light", "dark"):
            for size in WIDTHS:
                browser.media(prefers_color_scheme=scheme)
                browser.size(*size)
                self.check(f"{path.name}, {size[0]} px, {scheme}",
                           "sideways", "cutOff", "charts", "scrolling", "targets")
                if size == (320, 640) or (size == LAPTOP and scheme == "light"):
                    self.check(f"{path.name}, {size[0]} px, {scheme}", "spaced")
                if size == LAPTOP:
                    self.check(f"{path.name}, {size[0]} px, {scheme}", "firstScreen", "outlines")
                device = {LAPTOP: "laptop", PHONE: "phone", (320, 640): "narrow"}.get(size)
                if device:
                    browser.run("document.activeElement.blur(), scrollTo(0, 0)")
                    shade = "" if scheme == "light" else "-dark"
                    browser.picture(self.scratch / f"{device}{shade}-{language}.png")
        browser.size(*LAPTOP)
        browser.media(forced_colors="active")
        self.check(f"{path.name}, forced colours", "sideways", "cutOff", "outlines")
        browser.run("document.activeElement.blur(), scrollTo(0, 0)")
        browser.picture(self.scratch / f"forced-{language}.png")
        browser.media(prefers_reduced_motion="reduce")
        if (browser.run("getComputedStyle(document.documentElement).scrollBehavior") != "auto"
                or browser.run("document.getAnimations().length")):
            self.fail(path.name, ["it moves, though the reader asks for less motion"])

    def accessible(self, path):
        """axe-core on a phone and a laptop, light and dark: of the provinces some."""
        if not self.axe:
            return
        self.browser.run(self.axe + "; 0")
        provinces = self.browser.run("report.few()")
        rules = 0
        for scheme in ("light", "dark"):
            for size in (PHONE, LAPTOP):
                self.browser.media(prefers_color_scheme=scheme)
                self.browser.size(*size)
                found = self.browser.run(f"report.axe({axe.TAGS})")
                rules = max(rules, found["passes"])
                self.fail(f"{path.name}, {size[0]} px, {scheme}, axe", found["violations"])
        self.say(f"  {rules} rules of axe-core apply, with {provinces} of the provinces")

    def keyboard(self, path):
        """The Tab key reaches every control, in the order of the page."""
        self.browser.media(prefers_reduced_motion="reduce")
        self.browser.size(*LAPTOP)
        count = self.browser.run("report.follow()")
        for _ in range(count):
            self.browser.press("Tab", 9)
        self.fail(path.name, self.browser.run(f"report.followed({count})"))
        self.say(f"  the Tab key reaches {count:,} controls in order")

    # On paper

    def paper(self, path, language):
        browser = self.browser
        browser.media("print")
        browser.size(*A4)
        self.check(f"{path.name}, print", "sideways", "cutOff", "open", "charts")
        browser.picture(self.scratch / f"print-{language}.png")
        browser.media()
        paper = self.scratch / f"report.{language}.pdf"
        paper.write_bytes(browser.paper())
        pages = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True,
                               check=True).stdout.split("\f")[:-1]
        names = browser.run("[...document.querySelectorAll('article h3')].map((h) => h.innerText)")
        first = [" ".join(page.strip().partition("\n")[0].split()) for page in pages]
        missing = [name for name in names if first.count(" ".join(name.split())) != 1]
        if missing or len(names) != PROVINCES:
            self.fail(path.name, [f"on paper no page of its own begins with {missing or names}"])
        if len(pages) > 400:
            self.fail(path.name, [f"it needs {len(pages)} sheets of paper"])
        if any(not page.strip() for page in pages):
            self.fail(path.name, ["a sheet of paper is empty"])
        self.say(f"  {len(pages)} pages of A4, {paper.stat().st_size / 1e6:.1f} MB as PDF")

    def report(self, path):
        language = path.name.split(".")[1]
        started = time.monotonic()
        self.say(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
        self.quiet(path)
        self.injected(path)
        self.load(path)
        self.check(path.name, "headings", "chartsInWords", "tables", "ids", "languages", "anchors")
        self.links(path)
        self.figures(path)
        self.keyboard(path)
        self.screens(path, language)
        self.paper(path, language)
        self.accessible(path)
        self.say(f"  {time.monotonic() - started:.0f} s")


def main():
    folder, scratch = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    reports = sorted(folder.glob("report.*.html"), reverse=True)
    if not reports:
        raise SystemExit(f"{folder}: no report; does the pipeline say outputs: [html]?")
    check = Check(folder, scratch)
    try:
        for path in reports:
            check.report(path)
    finally:
        check.browser.close()
    for failure in check.failures:
        print(f"  WRONG  {failure}")
    without = "" if check.axe else " (without axe-core)"
    print(f"{len(reports)} reports, {len(check.failures)} faults{without}; pictures in {scratch}")
    sys.exit(1 if check.failures else 0)


if __name__ == "__main__":
    main()
