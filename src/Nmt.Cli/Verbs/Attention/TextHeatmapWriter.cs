using Nmt.Cli.Output;
using Nmt.Plots.Heatmaps;
using Spectre.Console;

namespace Nmt.Cli.Verbs.Attention;

/// <summary>Writes heatmaps as text, in colour on a terminal that has colours.</summary>
/// <param name="file">The file, or standard output; this object owns it.</param>
/// <param name="view">What is shown.</param>
/// <param name="columns">Width of a line.</param>
/// <param name="colours">The colours of the terminal; <see cref="ColorSystem.NoColors"/> for a file.</param>
internal sealed class TextHeatmapWriter(ResultFile file, AttentionView view, int columns, ColorSystem colours) : IAttentionOutput
{
    private readonly TextHeatmap _heatmap = new(columns, colours != ColorSystem.NoColors);
    private readonly IAnsiConsole _console = Console(file.Writer, colours);
    private bool _isFirst = true;

    public void Write(PlottedModel model, PlottedPair pair)
    {
        foreach (var (_, matrix) in view.Matrices(model, pair))
        {
            if (!_isFirst)
            {
                file.Writer.Write('\n');
            }

            _isFirst = false;
            foreach (var line in _heatmap.Render(matrix))
            {
                Write(line);
            }
        }

        file.Writer.Flush();
    }

    public string? Complete()
    {
        file.Complete();
        return null;
    }

    public void Dispose() => file.Dispose();

    private void Write(IReadOnlyList<TextHeatmapSpan> line)
    {
        foreach (var span in line)
        {
            if (span.Weight is { } weight)
            {
                var shade = ColourScale.Shade(weight);
                var text = ColourScale.IsDark(weight) ? Color.White : Color.Black;
                _console.Write(new Spectre.Console.Text(span.Text, new Style(text, new Color(shade.Red, shade.Green, shade.Blue))));
            }
            else
            {
                file.Writer.Write(span.Text);
            }
        }

        file.Writer.Write('\n');
    }

    private static IAnsiConsole Console(TextWriter writer, ColorSystem colours)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer), Ansi = colours == ColorSystem.NoColors ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = (ColorSystemSupport)colours, Interactive = InteractionSupport.No,
        });
        // Spans are shorter than a line: they must not be wrapped.
        console.Profile.Width = int.MaxValue;
        return console;
    }
}
