using Nmt.Data.Batching;
using Nmt.TestKit;
using Nmt.Text.Lines;
using Nmt.Text.SubwordTraining;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Benchmarks;

/// <summary>The quickstart corpus, which is part of every checkout, and a subword model trained on it.</summary>
internal static class QuickstartText
{
    public static ParallelFiles Train { get; } = new() { Source = PathOf("train.en"), Target = PathOf("train.fr") };

    public static string[] Source() => [.. TextFile.ReadLines(Train.Source)];

    public static string[] Target() => [.. TextFile.ReadLines(Train.Target)];

    public static SentencePieceTokenizer Tokenizer() =>
        new(SubwordTrainer.Train(
            new SubwordsConfig { VocabularySize = 2000 }.ToTrainingOptions(), Source().Concat(Target())).Model);

    public static ParallelCorpus Corpus(SentencePieceTokenizer tokenizer)
    {
        var pairs = new ParallelCorpus.Builder(tokenizer.Vocabulary.Eos);
        foreach (var pair in AlignedLines.Read(Train))
        {
            pairs.Add(tokenizer.Encode(pair.Source), tokenizer.Encode(pair.Target));
        }

        return pairs.Build();
    }

    private static string PathOf(string name) => Path.Combine(RepositoryRoot.Path, "data", "quickstart", name);
}
