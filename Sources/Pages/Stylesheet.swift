internal import Charts

/// The style sheet of the report: light and dark, phone to paper.
enum Stylesheet {
  static let css: Markup = """
    :root{--ink:#15202b;--soft:#4d5b68;--ground:#fff;--card:#f5f7f9;--line:#c9d1d9;--accent:#00558c;\
    --good:#00684a;--warn:#8a4b00;--mark:#e8f1f8;\
    --h0:#fbe3d6;--h1:#fdf1e7;--h2:#f4f5f6;--h3:#dcecf7;--h4:#b5d9f0;color-scheme:light dark}
    @media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a9b6c2;--ground:#10161c;\
    --card:#19222b;--line:#3a4855;--accent:#7cc4f0;--good:#66d3a8;--warn:#f0b35e;--mark:#1d3242;\
    --h0:#54301e;--h1:#3b2a22;--h2:#262e36;--h3:#1b3a50;--h4:#14506f}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--ground);color:var(--ink);\
    font:1rem/1.5 "Segoe UI",system-ui,-apple-system,Roboto,"Noto Sans","DejaVu Sans",Arial,sans-serif}
    header,main,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
    h1{font-size:1.75rem;line-height:1.2;margin:1.25rem 0 .25rem;text-wrap:balance}
    h2{font-size:1.4rem;line-height:1.25;margin:3rem 0 .75rem;padding-top:.75rem;border-top:3px solid var(--accent)}
    h3{font-size:1.1rem;line-height:1.3;margin:1.75rem 0 .5rem}
    h3 small{font-weight:400;color:var(--soft)}
    a{color:var(--accent);text-underline-offset:.15em}
    a:focus-visible,summary:focus-visible,.wide:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .skip{position:absolute;left:-100rem}.skip:focus{left:.5rem;top:.5rem;background:var(--ground);padding:.5rem}
    .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .meta,.note,figcaption,small,.counts{color:var(--soft)}
    .meta{margin:0 0 .75rem}.note{font-size:.9rem}.open{border-inline-start:.25rem solid currentColor;padding-inline-start:.6rem}
    nav ul,.names{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem 1rem}
    nav a,.names a{display:inline-block;min-width:1.5rem;min-height:1.5rem}nav{border-block:1px solid var(--line);padding:.6rem 0}
    .cards{display:grid;grid-template-columns:minmax(0,6fr) minmax(0,4fr) minmax(0,4fr);gap:1rem;margin:1.25rem 0;align-items:start}
    .stack{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem;align-content:start}
    .card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1.1rem;min-width:0;overflow-wrap:anywhere}
    .card h3{margin:0 0 .5rem;font-size:1rem}
    .card ul{margin:.25rem 0;padding-left:1.1rem}.card p{margin:.3rem 0}
    .hero{font-size:2.6rem;line-height:1.1;font-weight:650;letter-spacing:-.01em}
    .nation{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:baseline}.nation h3{width:100%}.lead{border-top:4px solid var(--accent)}
    .top{width:100%}.top .rank{font-weight:650;color:var(--accent);font-size:1.15rem}
    .top td,.top th{padding:.55rem .35rem;vertical-align:baseline}.top td.counts{font-size:.9rem}
    .top th[scope=row]{font-size:1.05rem;font-weight:600}
    .big{font-size:1.25rem;font-weight:650;text-align:right;white-space:nowrap}
    .big small{display:block;font-size:.8rem;font-weight:400}
    td.counts{text-align:right;white-space:nowrap}
    th.number{text-align:right}
    blockquote{margin:0;padding-left:.8rem;border-left:4px solid var(--accent)}
    .sound{border-left:6px solid var(--good)}.sound h3 span{color:var(--good)}
    .doubt{border-left:6px double var(--warn)}.doubt h3 span{color:var(--warn)}
    .banner{border:3px solid var(--warn);padding:.5rem 1rem;margin:1rem 0}
    .gap{border-left:4px double var(--warn);padding-left:.7rem}
    td small,.basis{display:block;font-size:.85em;font-weight:400}.basis{font-style:italic}
    .flag{color:var(--warn);font-size:.8em;text-decoration:none}
    .wide{overflow-x:auto;margin:1rem 0}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums lining-nums}
    .wide table{font-size:.9rem;min-width:min(100%,28rem)}
    caption{text-align:left;font-weight:600;padding:.25rem 0}
    th,td{padding:.3rem .55rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    thead th{vertical-align:bottom;font-weight:600;color:var(--soft);border-bottom:2px solid var(--line);max-width:11rem}
    thead th a{color:inherit}
    tbody th{font-weight:500}
    .wide tbody th{position:sticky;left:0;background:var(--ground);min-width:8.5rem;max-width:26rem}\
    .wide tr.marked th{background:var(--mark)}
    .wide thead th{min-width:5.2rem}.wide td:not(.n){min-width:7rem}.wide td code{white-space:nowrap}
    .n{text-align:right}td.n{white-space:nowrap}
    tr.marked{background:var(--mark)}tr.marked th{font-weight:700}
    .h0{background:var(--h0)}.h1{background:var(--h1)}.h2{background:var(--h2)}.h3{background:var(--h3)}.h4{background:var(--h4)}
    :is(.h0,.h1,.h2,.h3,.h4) small{color:inherit}
    .key{display:inline-block;padding:.05rem .5rem;border:1px solid var(--line);font-size:.85rem;margin-right:.25rem}
    figure{margin:1rem 0}figcaption{font-size:.9rem;max-width:42rem;margin-top:.4rem}
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr));gap:.5rem 2rem;align-items:start}
    .beside{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}
    details{margin:.75rem 0}summary{cursor:pointer;color:var(--accent)}
    code{font:.88em ui-monospace,"DejaVu Sans Mono",Consolas,monospace;overflow-wrap:anywhere}
    .definitions dt{font-weight:600;margin-top:1rem}.definitions dd{margin:0}
    .definitions ul{margin:.2rem 0;padding-left:1.2rem}
    article{border-top:1px solid var(--line);margin-top:2rem;content-visibility:auto;contain-intrinsic-size:auto 60rem}
    footer{color:var(--soft);font-size:.9rem;margin-top:3rem;padding-bottom:2rem;border-top:1px solid var(--line)}
    @media (max-width:68rem){.cards{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}.cards>.stack:first-child{grid-column:1/-1}.beside{grid-template-columns:minmax(0,1fr)}}
    @media (max-width:44rem){.cards{grid-template-columns:minmax(0,1fr)}h1{font-size:1.4rem}.hero{font-size:2.2rem}\
    header,main,footer{padding:0 .9rem}.top td,.top th{padding:.45rem .2rem}}
    @media (max-width:26rem){.top .counts,.top thead th:last-child{display:none}}
    @page{size:A4;margin:15mm 14mm}
    @media print{:root{--ink:#000;--soft:#333;--ground:#fff;--card:#fff;--line:#999;--accent:#003a63;\
    --good:#00513a;--warn:#6b3a00;--mark:#eee;--h0:#fbe3d6;--h1:#fdf1e7;--h2:#f4f5f6;--h3:#dcecf7;--h4:#b5d9f0}
    body{font-size:9.5pt}header,main,footer{max-width:none;padding:0}
    nav,.skip,summary{display:none}details::details-content{content-visibility:visible;height:auto}
    .wide thead th{min-width:0}.beside{grid-template-columns:minmax(0,1fr)}
    .cards{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}.cards>.stack:first-child{grid-column:auto}.cards>.stack:last-child{grid-column:1/-1}
    .top td,.top th{padding:.35rem .2rem}.top th[scope=row]{font-size:1rem;white-space:nowrap}
    .wide th,.wide td{padding:.12rem .2rem}tbody,tbody tr:nth-child(-n+3){break-before:avoid}.note{break-before:avoid}
    h2{break-after:avoid;margin-top:1.5rem}h3,caption{break-after:avoid}
    .card,figure,tr,dt,dd{break-inside:avoid}article{break-before:page;border:0;content-visibility:visible}
    .wide{overflow:visible}.wide tbody th{position:static;min-width:5.5rem}.wide td code{white-space:normal}.wide table{font-size:7.8pt}thead{display:table-header-group}
    td.n{white-space:normal}a{color:inherit;text-decoration:none}
    .h0,.h1,.h2,.h3,.h4,tr.marked{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
    @media (forced-colors:active){.sound,.doubt,.lead{border-color:CanvasText}}

    """
}
