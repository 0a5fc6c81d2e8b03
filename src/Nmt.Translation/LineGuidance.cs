using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>Cuts what is asked of a line's translation into subwords.</summary>
internal sealed class LineGuidance(ITokenizer tokenizer, SearchConfig config)
{
    /// <exception cref="DataException">When the config's search cannot do what the line asks for.</exception>
    public SentenceGuidance Of(SourceLine line)
    {
        if (line.Required.Count > 0 && (config.Method == SearchMethod.Sampling || config.DiverseGroups > 1))
        {
            throw new DataException(
                $"line {line.Number}: required phrases need search.method beam and search.diverse_groups 1");
        }

        return new SentenceGuidance(line.Number)
        {
            Prefix = tokenizer.Encode(line.Prefix), Required = Phrases(line, line.Required), Banned = Phrases(line, line.Banned),
        };
    }

    private int[][] Phrases(SourceLine line, IReadOnlyList<string> phrases) => [.. phrases.Select(phrase =>
    {
        int[] ids = tokenizer.Encode(phrase);
        return ids.Length > 0 ? ids : throw new DataException($"line {line.Number}: a phrase that is required or banned is empty");
    })];
}
