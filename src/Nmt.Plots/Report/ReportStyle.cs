namespace Nmt.Plots.Report;

/// <summary>The look of a training's page, light or dark as the reader's system is.</summary>
internal static class ReportStyle
{
    /// <summary>
    /// The curves' colours are Okabe and Ito's, which people who do not see all colours tell apart; on dark ground lighter shades
    /// of them. A heatmap is drawn for light ground; turning it round keeps its hues and lets more weight be lighter.
    /// </summary>
    internal const string Css =
        """
        :root { color-scheme: light dark; --ground: #ffffff; --card: #f6f8fa; --ink: #1b2733; --muted: #5c6873; --line: #d5dbe1;
          --c0: #0072b2; --c1: #d55e00; --c2: #009e73; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #14181d; --card: #1d232a; --ink: #e4e9ee; --muted: #9aa7b3; --line: #37414b;
            --c0: #56b4e9; --c1: #f0883e; --c2: #3fc79a; }
          .attention svg { filter: invert(1) hue-rotate(180deg); }
        }
        body { font-family: system-ui, sans-serif; line-height: 1.45; margin: 2rem auto; max-width: 76rem; padding: 0 1rem;
          color: var(--ink); background: var(--ground); }
        h1 { margin-bottom: .2rem; overflow-wrap: anywhere; }
        h2 { margin-top: 2.2rem; }
        .summary, .muted, dt, th, figcaption { color: var(--muted); }
        .figures { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.4rem 0; padding: 0; }
        .figures div { background: var(--card); border-radius: .5rem; padding: .6rem 1rem; min-width: 7rem; }
        .figures dt { font-size: .85rem; }
        .figures dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
        figure { margin: 0; background: var(--card); border-radius: .5rem; padding: .8rem; }
        figcaption { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; margin-bottom: .4rem; font-size: .85rem; }
        figcaption strong { color: var(--ink); font-size: 1rem; }
        figcaption i { display: inline-block; width: .9em; height: .25em; margin-inline-end: .35em; vertical-align: middle; }
        i.c0 { background: var(--c0); } i.c1 { background: var(--c1); } i.c2 { background: var(--c2); }
        .chart { display: block; width: 100%; height: auto; }
        .chart text { fill: var(--muted); font-size: 12px; font-family: inherit; }
        .chart .grid { stroke: var(--line); } .chart .axis { stroke: var(--muted); }
        .chart .best { stroke: var(--muted); stroke-dasharray: 4 4; }
        .chart polyline { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
        polyline.c0 { stroke: var(--c0); } polyline.c1 { stroke: var(--c1); } polyline.c2 { stroke: var(--c2); }
        circle.c0 { fill: var(--c0); } circle.c1 { fill: var(--c1); } circle.c2 { fill: var(--c2); }
        section { border-top: 1px solid var(--line); padding: .8rem 0 1.2rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { padding: .3rem .8rem .3rem 0; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
        th { font-weight: normal; width: 9rem; }
        tr.version td, tr.version th { border-top: 1px solid var(--line); }
        .attention { overflow-x: auto; margin-top: 1rem; }
        .attention svg { border-radius: .5rem; }
        summary { cursor: pointer; color: var(--muted); }
        pre { background: var(--card); border-radius: .5rem; padding: 1rem; overflow-x: auto; }
        """;
}
