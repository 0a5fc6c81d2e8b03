using System.CommandLine;
using Nmt.Cli.Options;
using Nmt.Cli.Verbs.Manual;

namespace Nmt.Cli.Tests.Verbs.Manual;

public sealed class ManualPageTests
{
    [Fact]
    public void A_verb_is_described_with_arguments_options_values_and_defaults()
    {
        // Given
        var files = new Argument<string[]>("FILES") { Description = "Text to draw.", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Command("draw", "Draws text.")
        {
            files,
            new Option<string>("--output") { Description = "Output file.", HelpName = "FILE", Required = true },
            new Option<bool>("--quiet", "-q") { Description = "Say nothing." },
            ChoiceFlag.Create(["--format", "-f"], "Output format.", ["svg", "json"]),
        };

        // When
        string page = ManualPage.Of(new Command("tool", "A tool.") { verb });

        // Then
        Assert.Contains(
            """
            .SS "tool draw"
            Draws text.
            .PP
            .B tool draw
            [<FILES>...] [options]
            .TP
            \fIFILES\fR
            Text to draw.
            .TP
            \fB\-\-output\fR \fIFILE\fR
            Output file. Required.
            .TP
            \fB\-q\fR, \fB\-\-quiet\fR
            Say nothing.
            .TP
            \fB\-f\fR, \fB\-\-format\fR \fIsvg|json\fR
            Output format. Default: svg.

            """.ReplaceLineEndings("\n"),
            page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_would_be_a_request_or_an_escape_is_text()
    {
        // Given
        var verb = new Command("cut", ".nmt and 'quotes' are no requests") { new Option<string>("--mark") { Description = "'\\n' cuts at line ends." } };

        // When
        string page = ManualPage.Of(new Command("tool", "A tool.") { verb });

        // Then
        Assert.Contains("\n\\&.nmt and 'quotes' are no requests\n", page, StringComparison.Ordinal);
        Assert.Contains("\n\\&'\\en' cuts at line ends.\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_verbs_and_options_are_left_out()
    {
        // Given
        var verb = new Command("shown", "Shown.") { new Option<bool>("--secret") { Hidden = true } };

        // When
        string page = ManualPage.Of(new Command("tool", "A tool.") { verb, new Command("secret-verb") { Hidden = true } });

        // Then
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        Assert.Contains("shown", page, StringComparison.Ordinal);
    }
}
