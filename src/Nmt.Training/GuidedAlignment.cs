using Nmt.Data.Batching;
using Nmt.Metrics.Alignment;
using Nmt.Text;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Training;

/// <summary>
/// Converts word alignments to target attention weights: every subword of a target word attends equally to all subwords of the
/// source words linked with it (Chen et al. 2016, section 3).
/// </summary>
/// <param name="vocabularies">The vocabularies, whose pieces show where words begin.</param>
public sealed class GuidedAlignment(Sides<Vocabulary> vocabularies)
{
    /// <summary>Computes the target attention weights of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="device">The device of the result.</param>
    /// <returns><c>[batch, tgtLen, srcLen]</c>, with zeros in rows without links; null if no pair has an alignment.</returns>
    /// <exception cref="DataException">When a line is not a valid alignment of its pair.</exception>
    public Tensor? Weights(Batch batch, Device device)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Alignments is not { } alignments)
        {
            return null;
        }

        float[] weights = new float[(long)batch.Sentences * batch.Target.Width * batch.Source.Width];
        for (int row = 0; row < batch.Sentences; row++)
        {
            if (alignments[row] is { } line)
            {
                Fill(weights.AsSpan(row * batch.Target.Width * batch.Source.Width), line, batch, row);
            }
        }

        return tensor(weights, [batch.Sentences, batch.Target.Width, batch.Source.Width], device: device);
    }

    private void Fill(Span<float> weights, AlignedLine line, Batch batch, int row)
    {
        var source = Words(batch.Source, row, vocabularies.Source);
        var target = Words(batch.Target, row, vocabularies.Target);
        var links = Parse(line);
        foreach (var link in links)
        {
            Check(line, link.Source, source.Count, "source");
            Check(line, link.Target, target.Count, "target");
        }

        foreach (var words in links.GroupBy(link => link.Target))
        {
            int[] linked = [.. words.SelectMany(link => source[link.Source])];
            foreach (int t in target[words.Key])
            {
                foreach (int s in linked)
                {
                    weights[(t * batch.Source.Width) + s] = 1f / linked.Length;
                }
            }
        }
    }

    private static IReadOnlySet<AlignmentLink> Parse(AlignedLine line)
    {
        try
        {
            return WordAlignment.Parse(line.Links).Possible;
        }
        catch (FormatException e)
        {
            throw new DataException($"{line.File}:{line.Line}: {e.Message}", e);
        }
    }

    private static void Check(AlignedLine line, int position, int words, string side)
    {
        if (position >= words)
        {
            throw new DataException(
                $"{line.File}:{line.Line}: a link refers to {side} word {position} (counted from 0), but the {side} sentence has {words} words");
        }
    }

    private static bool IsSpaces(int id, Vocabulary vocabulary) => vocabulary[id].Trim(WordBoundaryMark.Character).Length == 0;

    /// <summary>The positions of each word's subwords; reserved ids belong to no word.</summary>
    private static List<List<int>> Words(PaddedIds side, int row, Vocabulary vocabulary)
    {
        var words = new List<List<int>>();
        for (int position = 0; position < side.Lengths[row]; position++)
        {
            int id = (int)side.Ids[(row * side.Width) + position];
            if (id != vocabulary.Unk && vocabulary.IsReserved(id))
            {
                continue;
            }

            // In a run of spaces that are separate pieces, the first one begins the word.
            bool followsSpaces = position > 0 && IsSpaces((int)side.Ids[(row * side.Width) + position - 1], vocabulary);
            if (words.Count == 0 || (vocabulary[id].StartsWith(WordBoundaryMark.Character) && !followsSpaces))
            {
                words.Add([]);
            }

            words[^1].Add(position);
        }

        return words;
    }
}
