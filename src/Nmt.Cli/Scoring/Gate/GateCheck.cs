using Nmt.Cli.Scoring.Output;

namespace Nmt.Cli.Scoring.Gate;

/// <summary>One limit, held against one system.</summary>
/// <param name="Rule">The option that sets the limit, without its dashes.</param>
/// <param name="System">The system's name.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">What was measured: a score, or a drop.</param>
/// <param name="Limit">What it is held against.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Message">All of it in one line.</param>
internal sealed record GateCheck(string Rule, string System, string Metric, double Value, double Limit, bool Passed, string Message)
{
    /// <summary>The p-value that had a say; null where there is none.</summary>
    public double? PValue { get; init; }

    /// <summary>The check as JSON.</summary>
    /// <param name="indentation">Blanks a level.</param>
    public string ToJson(int indentation)
    {
        var members = new List<(string, string)>
        {
            ("rule", PythonJson.Quote(Rule)),
            ("metric", PythonJson.Quote(Metric)),
            ("value", PythonJson.Number(Value)),
            ("limit", PythonJson.Number(Limit)),
        };
        if (PValue is { } p)
        {
            members.Add(("p_value", PythonJson.Number(p)));
        }

        members.Add(("passed", PythonJson.Truth(Passed)));
        return PythonJson.Object(indentation, members);
    }
}
