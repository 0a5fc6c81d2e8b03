namespace Nmt.Cli.Output;

/// <summary>The best translation, a line each.</summary>
internal sealed class TranslationWriter(TextWriter output) : IResultWriter
{
    public void Write(AnsweredLine line)
    {
        output.Write(OneLine.Of(line.Text));
        output.Write('\n');
    }
}
