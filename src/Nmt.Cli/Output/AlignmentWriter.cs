namespace Nmt.Cli.Output;

/// <summary>The alignment of the best translation in Pharaoh's form, a line each.</summary>
internal sealed class AlignmentWriter(TextWriter output, AlignmentLevel level) : IResultWriter
{
    public void Write(AnsweredLine line)
    {
        if (line.Candidates.Count > 0)
        {
            output.Write(AlignmentLinks.Pharaoh(AlignmentLinks.Weights(line.SourcePieces, line.Candidates[0], level)));
        }

        output.Write('\n');
    }
}
