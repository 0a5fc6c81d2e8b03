using Nmt.Search;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>Cuts lines into subwords, and lines that are too long into what the config says.</summary>
internal sealed class LinePreparation(ITokenizer tokenizer, SearchConfig config)
{
    private readonly SentenceSplitter _splitter = new(tokenizer.Vocabulary, config.MaxSourceLength);

    public PreparedLine Prepare(SourceLine line)
    {
        int[] ids = tokenizer.Encode(line.Text);
        return new PreparedLine(line, ids.Length, Parts(ids));
    }

    private IReadOnlyList<int[]> Parts(int[] ids)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        if (ids.Length <= config.MaxSourceLength)
        {
            return [ids];
        }

        return config.LongLines == LongLines.Split ? _splitter.Split(ids) : [ids[..config.MaxSourceLength]];
    }
}
