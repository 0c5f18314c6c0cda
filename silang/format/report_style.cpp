// The report's style sheet. System fonts only; every pair of colours has a contrast of at least 4.5 : 1 in both
// schemes.
#include <utility>

#include "silang/format/report.h"

namespace silang {
namespace {

constexpr std::string_view kBase = R"css(
:root{--set-off:#fff3c4;--paper:#fbfaf7;--card:#ffffff;--ink:#1d1d1b;--soft:#5c5a55;--line:#d9d5cb;--link:#1b4f82;--hit:#ffe27a;--hit-ink:#1d1d1b;
--amber:#8a4b00;--amber-bg:#fdf3e0;--amber-line:#d9962f;--wine:#8c2346;--wine-bg:#fbeef2;--wine-line:#c05a7c;
--teal:#14605f;--teal-bg:#e9f4f3;--teal-line:#4f9a97;--slate:#3d4a7a;--slate-bg:#eef0f8;--slate-line:#7c88ba;--green:#23643a;--rule:#1d1d1b;
--serif:Georgia,"Noto Serif","Liberation Serif","Times New Roman",serif;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
@media (prefers-color-scheme:dark){:root{--set-off:#4a3c0c;--paper:#161614;--card:#1f1f1c;--ink:#e9e6df;--soft:#aba79d;--line:#3b3a35;--link:#8fbde8;
--hit:#6b5300;--hit-ink:#fff8e1;--amber:#f0b863;--amber-bg:#2b2213;--amber-line:#8a6420;--wine:#f09ab4;--wine-bg:#2d1a20;
--wine-line:#86405a;--teal:#83cfca;--teal-bg:#152725;--teal-line:#3f7f7b;--slate:#b4bfee;--slate-bg:#1e2130;--slate-line:#525d8c;--green:#86cf9c;--rule:#e9e6df}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:76rem;padding:0 1.5rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 var(--serif);
overflow-wrap:anywhere}
h1,h2,h3,h4,h5,p,ul,ol,dl,dd{margin:0;padding:0}
h1,h2{font-weight:700;line-height:1.2;text-wrap:balance}
h1{font-size:2.1rem;letter-spacing:-.01em}
h2{font-size:1.65rem}
h3{font:600 .82rem/1.3 var(--sans);letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:0 0 .6rem}
h4{font-size:1.05rem;line-height:1.35;margin:0 0 .5rem}
h5{font:600 .8rem/1.3 var(--sans);color:var(--soft);margin:0 0 .4rem}
small{font:.8rem/1.4 var(--sans);color:var(--soft);font-weight:400}
ul,ol{list-style:none}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
summary{cursor:pointer;font:.85rem/1.5 var(--sans);color:var(--link)}
time,.name,.e,.v,h2,h4{unicode-bidi:isolate}
input[name=ui]{position:absolute;opacity:0;pointer-events:none;width:1px;height:1px;margin:0}
.skip{position:absolute;left:-100vw;top:0;padding:.6rem 1rem;background:var(--ink);color:var(--paper);font:1rem var(--sans);z-index:9}
.skip:focus{left:0}
.top{padding:1.6rem 0 1.1rem;border-bottom:3px double var(--rule)}
.bar{display:flex;flex-wrap:wrap;gap:.6rem 1.5rem;align-items:baseline;justify-content:space-between}
.switch{display:flex;font:.85rem var(--sans);border:1px solid var(--line);border-radius:4px;overflow:hidden}
.switch label{padding:.3rem .75rem;cursor:pointer}
.stats{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin-top:.55rem;font:.95rem/1.5 var(--sans);color:var(--soft)}
.stats:empty{display:none}
.kicker{font:.85rem/1.5 var(--sans);color:var(--soft)}
.rejected{margin-top:.9rem;padding:.6rem .9rem;border-left:3px solid var(--slate-line);background:var(--slate-bg)}
.rejected ul{margin-top:.3rem;font:.85rem/1.5 var(--sans)}
.sign{display:inline-block;font:600 .8rem/1.4 var(--sans);padding:.1rem .5rem;border:1px solid;border-radius:3px;
text-decoration:none;white-space:nowrap}
.sign:hover{text-decoration:underline}
.sign.conflict{color:var(--amber);background:var(--amber-bg);border-color:var(--amber-line)}
.sign.dispute{color:var(--wine);background:var(--wine-bg);border-color:var(--wine-line)}
.sign.update{color:var(--teal);background:var(--teal-bg);border-color:var(--teal-line)}
.sign.check{color:var(--slate);background:var(--slate-bg);border-color:var(--slate-line)}
.contents{padding:1.4rem 0 1.6rem;border-bottom:1px solid var(--line)}
.contents h2{font-size:1.15rem;margin-bottom:.6rem}
.contents ol{counter-reset:none;list-style:decimal;padding-left:2.2rem}
.contents li{margin:.55rem 0;padding-left:.3rem}
.contents li::marker{font:.9rem var(--sans);color:var(--soft)}
.contents .head{font-weight:700;font-size:1.08rem;line-height:1.35;color:var(--ink);text-decoration:none}
.contents .head:hover{text-decoration:underline}
.story{padding:2rem 0 2.2rem;border-bottom:3px double var(--rule);scroll-margin-top:.5rem}
.story>header h2{margin:.25rem 0 .5rem;max-width:60rem}
.signs{display:flex;flex-wrap:wrap;gap:.4rem}
.story section{margin-top:1.5rem;scroll-margin-top:.5rem}
.lead{display:grid;grid-template-columns:minmax(0,1fr) 20rem;gap:0 2.5rem}
.lead section{margin-top:1.5rem}
.aside:empty{display:none}
.aside .facts>div{grid-template-columns:1fr;gap:0}
.aside .facts dt{font-size:.8rem}
.summary{max-width:46rem}
.s{margin:.45rem 0;font-size:1.08rem}
.ev{display:inline;font:.78rem/1.5 var(--sans)}
.e{display:inline-block;color:var(--link);text-decoration:none;padding:0 .38rem;border:1px solid var(--line);border-radius:3px;
background:var(--card);max-width:100%}
.e:hover{border-color:var(--link)}
.e i{font-style:normal;color:var(--soft)}
.e sup{font-size:.7em;line-height:0}
.more{font:inherit}
.ev .more,.passages .more,dd .more,.names .more{display:inline}
.ev .more[open],.passages .more[open],dd .more[open],.names .more[open]{display:block}
.ev .more summary,.passages .more summary,dd .more summary,.names .more summary{display:inline-block;font-size:.78rem}
.fold summary{font:inherit;color:inherit}
.alert{padding:1rem 1.15rem 1.1rem;border:1px solid;border-left-width:5px;border-radius:4px}
.alert h3{margin-bottom:.5rem}
.alert.conflict{background:var(--amber-bg);border-color:var(--amber-line)}.alert.conflict h3{color:var(--amber)}
.alert.dispute{background:var(--wine-bg);border-color:var(--wine-line)}.alert.dispute h3{color:var(--wine)}
.alert.update{background:var(--teal-bg);border-color:var(--teal-line)}.alert.update h3{color:var(--teal)}
.alert.check{background:var(--slate-bg);border-color:var(--slate-line)}.alert.check h3{color:var(--slate)}
.case+.case{margin-top:1rem;padding-top:1rem;border-top:1px solid var(--line)}
.case h4 small{margin-left:.35rem}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:.75rem}
.side{background:var(--card);border:1px solid var(--line);border-radius:4px;padding:.65rem .8rem .75rem;min-width:0}
.steps{display:flex;flex-wrap:wrap;gap:.75rem 1.6rem}
.steps li{flex:1 1 11rem;position:relative}
.steps li+li::before{content:"→";position:absolute;left:-1.35rem;top:.55rem;font:700 1.1rem/1.4 var(--sans);color:var(--teal)}
.as-of{font:.82rem/1.4 var(--sans);color:var(--soft)}
.v{font:700 1.3rem/1.25 var(--serif);margin-bottom:.3rem}
.dispute .v{font-size:1.08rem}
.party+.party{margin-top:.8rem}
.w{font-size:.95rem;line-height:1.5;margin:.35rem 0;padding-left:.6rem;border-left:2px solid var(--line);color:var(--ink)}
.w b{background:var(--set-off)}
.facts{font:.88rem/1.5 var(--sans)}
.facts>div{display:grid;grid-template-columns:9.5rem 1fr;gap:.2rem .8rem;padding:.2rem 0}
.facts dt{color:var(--soft)}
.facts dd{min-width:0}
.f{color:inherit;text-decoration-color:var(--line)}
.f:hover{text-decoration-color:currentColor}
.name{display:inline-block;margin-right:.7rem}
.path{color:var(--soft)}
.tag{border:1px solid var(--line);border-radius:3px;padding:0 .3rem;background:var(--card)}
table{border-collapse:separate;border-spacing:0;width:100%;font:.9rem/1.45 var(--sans)}
th{font-weight:600;text-align:left;vertical-align:bottom}
td,tbody th{vertical-align:top;padding:.42rem .5rem;border-top:1px solid var(--line)}
thead th{padding:.3rem .5rem;color:var(--soft);font-size:.82rem}
.index td:nth-child(1){width:13rem}
.index td:nth-child(2){width:12rem}
.index td:nth-child(3){font-family:var(--serif);font-size:.98rem}
.grid thead th{position:sticky;top:0;background:var(--paper);z-index:1;border-bottom:1px solid var(--rule)}
.grid .col{width:2.7rem;padding:.4rem 0;text-align:center}
.grid .col a{color:inherit;text-decoration:none}
.grid .col span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:12rem;overflow:hidden;white-space:nowrap;
text-overflow:ellipsis;display:inline-block;font-weight:400}
.grid tbody tr:hover>*{background-color:var(--card)}
.matrix tbody th{font:.98rem/1.45 var(--serif);padding-left:0;min-width:14rem}
.matrix tbody th .more{margin:.1rem 0 0}.matrix tbody th .more summary{font-size:.78rem}
.matrix td{text-align:center;padding:.42rem .1rem;white-space:nowrap}
.n{font:.7rem/1 var(--sans);vertical-align:super;margin-left:.12rem;text-decoration:none}
.timeline .when{font:600 .88rem/1.6 var(--sans);width:11rem;padding-left:0}
.timeline .what{font:1rem/1.5 var(--serif)}
.timeline .ev{display:none}
.timeline .same>.when,.timeline .same>.what{border-top-style:dotted}
.timeline .same>.when{border-top-color:transparent}
.lane{text-align:center;padding:.42rem .1rem;white-space:nowrap;border-top-color:transparent;
background:linear-gradient(var(--line),var(--line)) center/1px 100% no-repeat}
.lane .k{background:var(--paper);padding:.1rem 0}
.matrix td .k span{display:none}
.k{text-decoration:none;font-weight:700;font-family:var(--sans)}
.k.says{color:var(--green)}.k.cites{color:var(--link)}.k.differs{color:var(--amber)}.k.denies{color:var(--wine)}
.matrix td.st{width:9rem;white-space:normal;text-align:left;padding-left:.6rem}
.st b{font-weight:600;display:block}.st small{white-space:nowrap}
.st.corroborated b{color:var(--green)}.st.disputed b{color:var(--wine)}.st.single b{color:var(--soft)}
.lanes{max-width:60rem}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font:.82rem/1.5 var(--sans);color:var(--soft);margin-bottom:.6rem}
.single li{padding:.4rem 0;border-top:1px solid var(--line);font:.98rem/1.45 var(--serif);max-width:56rem}
.matrix .more{margin-top:.6rem}
.quotes{max-width:56rem}
.speaker{padding:.55rem 0;border-top:1px solid var(--line)}
.speaker h4{margin-bottom:.2rem}
.speaker li{padding:.2rem 0 .2rem 1rem;border-left:2px solid var(--line);margin:.3rem 0}
.speaker li.direct{border-left-color:var(--soft)}
.lineage li{padding:.35rem 0;border-top:1px solid var(--line);font:.92rem/1.5 var(--sans)}
.pair{white-space:nowrap;margin-right:.35rem;font-size:.82rem}
.names{font:.92rem/1.6 var(--sans)}
.pages{padding-top:2rem}
.page{margin-top:1.8rem;border:1px solid var(--line);border-radius:4px;background:var(--card);padding:1rem 1.2rem 1.2rem;
scroll-margin-top:.5rem}
.page header{display:flex;flex-wrap:wrap;gap:.2rem 1rem;justify-content:space-between;align-items:baseline;
border-bottom:1px solid var(--line);padding-bottom:.4rem;margin-bottom:.5rem}
.page h3{font:700 1.1rem/1.3 var(--serif);text-transform:none;letter-spacing:0;color:var(--ink);margin:0}
.up{font:.82rem var(--sans)}
.page .facts>div{grid-template-columns:7.6rem 1fr;gap:.2rem .9rem}
.page .facts dt{text-align:right}
.text{margin-top:.9rem;max-width:52rem}
.text p{margin:.55rem 0 .55rem 8.5rem;position:relative;max-width:42rem;overflow:clip;overflow-clip-margin:9rem}
.text p.o,.text p.c{min-height:1.2rem}
.text p.o::before,.text p.c::before{position:absolute;left:-8.5rem;width:7.6rem;text-align:right;font:.74rem/1.5 var(--sans);
font-weight:400;color:var(--soft);font-style:normal}
.text p.o::before{padding-top:.15rem}
.text p.c{font:.82rem/1.45 var(--sans);color:var(--soft);margin-top:.2rem;margin-bottom:.2rem}
.text .r-title{font-weight:700;font-size:1.3rem;line-height:1.3}
.text .r-title::before{padding-top:.35rem}
.text .r-heading{font-weight:700}
.text .r-caption{font-style:italic}
.text .r-byline,.text .r-date,.text .r-section,.text .r-dateline{font:.9rem/1.5 var(--sans)}
.clutter{margin:.6rem 0 .6rem 8.5rem}
.clutter p{margin-left:0}
.clutter p::before{position:static!important;display:inline;margin-right:.5rem;font-weight:600!important}
.clutter summary{color:var(--soft)}
mark{background:none;color:inherit;scroll-margin-top:35vh}
mark:target,mark:target mark{background:var(--hit);color:var(--hit-ink)}
footer{margin-top:2rem;font:.85rem/1.6 var(--sans);color:var(--soft);max-width:52rem}
@media (max-width:48rem){
body{padding:0 1rem 3rem}
h1{font-size:1.65rem}h2{font-size:1.35rem}
.contents ol{padding-left:1.7rem}
.lead{grid-template-columns:minmax(0,1fr)}
.facts>div{grid-template-columns:1fr;gap:0}
.facts dt{font-size:.78rem}
.lanes{display:none}
.steps{flex-direction:column;gap:1.5rem}
.steps li{flex:none}
.steps li+li::before{content:"↓";left:.8rem;top:-1.5rem}
.index thead{display:none}
.index table,.index tbody,.index tr{display:block}
.index tr{border-top:1px solid var(--line);padding:.45rem 0}
.index td,.index td:nth-child(n){display:inline;border:0;padding:0;width:auto}
.index td:nth-child(3){display:block}
.index td:nth-child(1)::after{content:" · "}
.index td:empty{display:none}
.page{padding:.8rem .8rem 1rem}
.page .facts>div{grid-template-columns:1fr;gap:0}.page .facts dt{text-align:left}
.text p,.clutter{margin-left:0}
.text p.o::before,.text p.c::before{position:static;display:inline-block;width:auto;text-align:left;padding:0;margin-right:.5rem}
.alert{padding:.8rem .8rem .9rem}
}
)css";

// A matrix and a timeline as lists: each row with those that say it. Repeated for the widths at which each size of them
// needs that.
std::string grid_as_list(std::string_view table) {
    constexpr std::pair<std::string_view, std::string_view> kRules[] = {
        {".grid", "{display:block}"},
        {".grid", " tbody{display:block}"},
        {".grid", " thead{display:none}"},
        {".grid", " tr{display:block;border-top:1px solid var(--line);padding:.5rem 0}"},
        {".grid", " tbody th{display:block;border:0;padding:0;min-width:0}"},
        {".grid", " td{display:inline-block;border:0;padding:0;white-space:normal;max-width:100%}"},
        {".grid", " td:empty{display:none}"},
        {".matrix",
         " td .k{display:inline-block;max-width:100%;margin:.25rem .35rem 0 0;padding:0 .4rem;border:1px solid "
         "var(--line);border-radius:3px;background:var(--card);font-size:.82rem;font-weight:400}"},
        {".matrix", " td .k span{display:inline;color:var(--ink)}"},
        {".matrix", " td.st{display:block;width:auto;padding:.25rem 0 0}"},
        {".matrix", " td.st b{display:inline}"},
        {".timeline", " td.lane{display:none}"},
        {".timeline", " .ev{display:inline}"},
        {".timeline", " tr.same{border:0;padding-top:0}"},
        {".timeline", " .when{width:auto}"}};
    std::string css;
    for (const auto& [section, rule] : kRules) {
        css += section;
        css += " table.";
        css += table;
        css += rule;
        css += '\n';
    }
    return css;
}

constexpr std::string_view kPrint = R"css(
@page{size:A4;margin:16mm 15mm}
@media print{
:root{--set-off:#fff;--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--link:#000;--hit:#fff;--hit-ink:#000;--amber:#5c3200;
--amber-bg:#fff;--amber-line:#8a4b00;--wine:#6b1a35;--wine-bg:#fff;--wine-line:#8c2346;--teal:#0d4544;--teal-bg:#fff;--teal-line:#14605f;--slate:#2c3660;--slate-bg:#fff;
--slate-line:#3d4a7a;--green:#1b4d2d;--rule:#000}
body{max-width:none;padding:0;font-size:10.5pt}
.switch,.skip,.up,.text .c,.clutter{display:none}
a{text-decoration:none;color:inherit}
details::details-content{display:block;content-visibility:visible;height:auto}
.more>summary{display:none}
h2,h3,h4,h5{break-after:avoid}
.case,.side,.party,.speaker li,.steps li,.index tr,.grid tr,.s,.contents li{break-inside:avoid}
.story{break-before:page;border-bottom:0}
.contents+.story{break-before:auto}
.page{break-before:page;border:0;padding:0}
.grid thead th{position:static}
.text p{orphans:3;widows:3}
}
)css";

}  // namespace

std::string report_style() {
    std::string css(kBase);
    css += grid_as_list("list");
    css += "@media screen and (max-width:80rem){\n" + grid_as_list("some") + "}\n";
    css += "@media screen and (max-width:48rem){\n" + grid_as_list("few") + "}\n";
    css += kPrint;
    return css;
}

}  // namespace silang
