using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation.ForcedScoring;

/// <summary>Cuts pairs of lines into subwords, and into the parts that they were translated in.</summary>
internal sealed class PairPreparation(ITokenizer tokenizer, SearchConfig config)
{
    /// <exception cref="DataException">When the parts of a pair are not those of its lines.</exception>
    public PreparedPair Prepare(LinePair pair)
    {
        int[] source = tokenizer.Encode(pair.Source);
        int[] target = pair.Tokens?.ToArray() ?? tokenizer.Encode(pair.Target);
        if (pair.Parts.Count > 0)
        {
            return new PreparedPair(pair, Cut(pair, source, target), WasCropped: false);
        }

        int length = Math.Min(source.Length, config.MaxSourceLength);
        return new PreparedPair(
            pair, source.Length + target.Length > 0 ? [new PairPart(source[..length], target, pair.Ends)] : [], length < source.Length);
    }

    private static List<PairPart> Cut(LinePair pair, int[] source, int[] target)
    {
        int sourceLength = pair.Parts.Sum(part => part.SourceLength);
        int targetLength = pair.Parts.Sum(part => part.TargetLength);
        if (sourceLength != source.Length || targetLength != target.Length)
        {
            throw new DataException(FormattableString.Invariant(
                $"line {pair.Number}: its parts have {sourceLength} source and {targetLength} target subwords, the line itself {source.Length} and {target.Length}"));
        }

        var parts = new List<PairPart>();
        var (sourceStart, targetStart) = (0, 0);
        foreach (var part in pair.Parts)
        {
            parts.Add(new PairPart(
                source[sourceStart..(sourceStart + part.SourceLength)], target[targetStart..(targetStart + part.TargetLength)], part.IsComplete));
            (sourceStart, targetStart) = (sourceStart + part.SourceLength, targetStart + part.TargetLength);
        }

        return parts;
    }
}
