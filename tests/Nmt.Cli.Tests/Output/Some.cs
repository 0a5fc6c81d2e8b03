using Nmt.Cli.Input;
using Nmt.Cli.Output;

namespace Nmt.Cli.Tests.Output;

/// <summary>Answers as the writers get them.</summary>
internal static class Some
{
    public static InputLine Input(long number, string source = "source") => new(number, $"in:{number}", source) { Characters = source.Length };

    public static AnsweredLine Answer(long number, params Candidate[] candidates) => new(Input(number), ["▁so", "ur", "▁ce"], candidates);

    public static Candidate Candidate(string text, double logProbability, double score, params string[] pieces) =>
        new(text, pieces, logProbability, score);

    public static string Written(Func<TextWriter, IResultWriter> make, AnsweredLine line)
    {
        using var output = new StringWriter();
        make(output).Write(line);
        return output.ToString();
    }
}
