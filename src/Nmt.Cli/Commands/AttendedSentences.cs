using Nmt.Cli.Commands.Translating;
using Nmt.Model;
using Nmt.Model.Scoring;
using Nmt.Search;
using Nmt.Text.Subwords;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Commands;

/// <summary>Attention under teacher forcing, of given translations or of the model's own.</summary>
internal sealed class AttendedSentences(ITokenizer tokenizer, TranslationModel model, SearchConfig search)
{
    /// <summary>Sentence by sentence; a pair with an empty side is left out with a warning.</summary>
    public IEnumerable<AttendedSentence> Attend(IReadOnlyList<string> sources, IReadOnlyList<string>? targets, ILogger log)
    {
        var translator = new Translator(tokenizer, new EncoderDecoderScorer(model), search, TranslatorResources.For(search));
        var translated = targets is null ? [.. translator.Translate(sources)] : Array.Empty<TranslatedLine>();
        for (int i = 0; i < sources.Count; i++)
        {
            int[] source = Crop(tokenizer.Encode(sources[i]), i, log);
            int[] target = targets is null
                ? translated[i].Translations.Select(best => best.Hypothesis.Tokens).FirstOrDefault([])
                : tokenizer.Encode(targets[i]);
            if (source.Length == 0 || target.Length == 0)
            {
                log.Warning("Line {Number} has an empty side: no picture", i + 1);
                continue;
            }

            yield return Attend(i + 1, sources[i], targets?[i] ?? translated[i].Text, source, target);
        }
    }

    private AttendedSentence Attend(int number, string source, string target, int[] sourceIds, int[] targetIds)
    {
        var attention = new ForcedAttention(tokenizer.Vocabulary, model).Attend(sourceIds, targetIds);
        return new AttendedSentence(number, source, target, attention.SourcePieces, attention.TargetPieces, attention.Weights);
    }

    private int[] Crop(int[] ids, int index, ILogger log)
    {
        if (ids.Length <= search.MaxSourceLength)
        {
            return ids;
        }

        log.Warning("Line {Number} has {Length} subwords; only the first {Max} are shown", index + 1, ids.Length, search.MaxSourceLength);
        return ids[..search.MaxSourceLength];
    }
}
