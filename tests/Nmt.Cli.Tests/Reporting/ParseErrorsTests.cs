using Nmt.Cli.Reporting;

namespace Nmt.Cli.Tests.Reporting;

public sealed class ParseErrorsTests
{
    [Theory]
    [InlineData("", "expected a verb: train, translate, bleu, plot-attention, subwords")]
    [InlineData("trian --config x.yaml", "unknown verb 'trian'; verbs are train, translate, bleu, plot-attention, subwords")]
    [InlineData("--config x.yaml", "unknown option '--config'; verbs are train, translate, bleu, plot-attention, subwords")]
    [InlineData("train", "Option '--config' is required.")]
    [InlineData("bleu -f xml r.txt", "Argument 'xml' not recognized. Must be one of: 'json' 'text'")]
    [InlineData("bleu --what", "unknown option '--what'")]
    public void Every_error_is_one_line(string commandLine, string expected)
    {
        // When
        var parsed = Verbs.Make(new StandardStreams()).Parse(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        // Then
        Assert.Equal([expected], ParseErrors.Messages(parsed));
    }
}
