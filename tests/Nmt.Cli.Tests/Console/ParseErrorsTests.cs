using System.CommandLine;
using Nmt.Cli.Console;

namespace Nmt.Cli.Tests.Console;

public sealed class ParseErrorsTests
{
    [Theory]
    [InlineData("-- x", "unknown verb 'x'; verbs are init, train, translate, score, average, quantize, inspect, bleu, aer, compare, plot-attention, subwords, data, completion, man")]
    [InlineData("trian --config x.yaml", "unknown verb 'trian'; did you mean train?")]
    [InlineData("tranlate x", "unknown verb 'tranlate'; did you mean translate?")]
    [InlineData("frobnicate", "unknown verb 'frobnicate'; verbs are init, train, translate, score, average, quantize, inspect, bleu, aer, compare, plot-attention, subwords, data, completion, man")]
    [InlineData("--config x.yaml", "unknown option '--config'; verbs are init, train, translate, score, average, quantize, inspect, bleu, aer, compare, plot-attention, subwords, data, completion, man")]
    [InlineData("train", "Option '--config' is required.")]
    [InlineData("bleu -f xml r.txt", "--format: expected one of json, text, latex; got 'xml'")]
    [InlineData("bleu --what", "unknown option '--what'")]
    [InlineData("bleu --metirc bleu r.txt", "unknown option '--metirc'; did you mean --metrics?")]
    [InlineData("train --config x --quite", "unknown option '--quite'; did you mean --quiet?")]
    [InlineData("inspect . --device=cpu", "Unrecognized command or argument '--device=cpu'.")]
    [InlineData("subwords train --model-prefix m --vocab_sise=3", "unknown option '--vocab_sise'; did you mean --vocab_size?")]
    [InlineData("data chek", "unknown verb 'chek'; did you mean check?")]
    [InlineData("data see", "unknown verb 'see'; verbs are check")]
    [InlineData("completion", "Required argument 'SHELL' missing for command: 'completion'.")]
    [InlineData("completion tcsh", "expected one of bash, zsh, fish, pwsh; got 'tcsh'")]
    [InlineData("data check --fail-on info", "--fail-on: expected one of error, warning; got 'info'")]
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
    public void Verb_has_the_name_it_was_called_by(string commandLine, string expected)
    {
        // When
        var parsed = Parse(commandLine);

        // Then
        Assert.Equal(expected, ParseErrors.VerbOf(parsed));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("data", true)]
    [InlineData("subwords", true)]
    [InlineData("data chek", false)]
    [InlineData("--what", false)]
    [InlineData("train", false)]
    public void Command_line_that_only_lacks_a_verb_is_recognized(string commandLine, bool expected) =>
        Assert.Equal(expected, ParseErrors.IsWithoutVerb(Parse(commandLine)));

    [Fact]
    public void Tree_for_a_verb_contains_only_that_verb()
    {
        // Given
        var streams = new StandardStreams();
        string[] every = CommandTree.Create(streams, []).Subcommands.Select(verb => verb.Name).ToArray();

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
