using System.CommandLine;
using Nmt.Cli.Reporting;

namespace Nmt.Cli.Tests.Reporting;

public sealed class ParseErrorsTests
{
    [Theory]
    [InlineData("", "expected a verb: train, translate, score, average, inspect, bleu, aer, plot-attention, subwords, data")]
    [InlineData("trian --config x.yaml", "unknown verb 'trian'; verbs are train, translate, score, average, inspect, bleu, aer, plot-attention, subwords, data")]
    [InlineData("--config x.yaml", "unknown option '--config'; verbs are train, translate, score, average, inspect, bleu, aer, plot-attention, subwords, data")]
    [InlineData("train", "Option '--config' is required.")]
    [InlineData("bleu -f xml r.txt", "--format: expected one of json, text, latex; got 'xml'")]
    [InlineData("bleu --what", "unknown option '--what'")]
    [InlineData("data", "expected a verb: check")]
    [InlineData("data chek", "unknown verb 'chek'; verbs are check")]
    [InlineData("data check --fail-on info", "Argument 'info' not recognized. Must be one of: 'error' 'warning'")]
    public void Every_error_is_one_line(string commandLine, string expected)
    {
        // When
        var parsed = Parse(commandLine);

        // Then
        Assert.Equal([expected], ParseErrors.Messages(parsed));
    }

    [Theory]
    [InlineData("", "nmt")]
    [InlineData("bleu --what", "nmt bleu")]
    [InlineData("data", "nmt data")]
    [InlineData("data check --what", "nmt data check")]
    public void Verb_is_named_as_it_was_called(string commandLine, string expected)
    {
        // When
        var parsed = Parse(commandLine);

        // Then
        Assert.Equal(expected, ParseErrors.VerbOf(parsed));
    }

    [Fact]
    public void Tree_for_a_verb_holds_that_verb_only()
    {
        // Given
        var streams = new StandardStreams();
        var every = CommandTree.Create(streams, []).Subcommands.Select(verb => verb.Name).ToArray();

        // Then
        Assert.Contains("bleu", every);
        Assert.All(every, name => Assert.Equal([name], CommandTree.Create(streams, [name, "--help"]).Subcommands.Select(verb => verb.Name)));
        Assert.Equal(every, CommandTree.Create(streams, ["evaluate-bleu"]).Subcommands.Select(verb => verb.Name));
    }

    private static ParseResult Parse(string commandLine)
    {
        string[] args = commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return CommandTree.Create(new StandardStreams(), args).Parse(args);
    }
}
