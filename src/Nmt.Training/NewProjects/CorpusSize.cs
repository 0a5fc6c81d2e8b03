using Nmt.Data.Profiles;
using Nmt.Text.Subwords;

namespace Nmt.Training.NewProjects;

/// <summary>
/// Settings for corpora up to a size. Three of the sizes are those of configs that we measured (docs/benchmarks.md); the direction of
/// the others is that of Sennrich and Zhang (2019, "Revisiting Low-Resource Neural Machine Translation"): the less data, the smaller
/// the vocabulary and the batches, and the more dropout.
/// </summary>
/// <param name="MaxCharacters">The largest corpus, by <see cref="CharactersOf"/>.</param>
/// <param name="Vocabulary">Pieces of the subword model.</param>
/// <param name="Units">Size of the embeddings and units of each direction of the encoder; the decoder has twice as many.</param>
/// <param name="Dropout">Dropout.</param>
/// <param name="BatchTokens">Batch size in subwords.</param>
/// <param name="LearningRate">Learning rate.</param>
/// <param name="Epochs">Passes over the data.</param>
/// <param name="Evidence">What the settings are based on.</param>
public sealed record CorpusSize(
    long MaxCharacters, int Vocabulary, int Units, double Dropout, int BatchTokens, double LearningRate, int Epochs, string Evidence)
{
    /// <summary>A character of these scripts says about as much as three letters.</summary>
    private const int DenseWeight = 3;

    private static readonly Script[] Dense = [Script.Han, Script.Hangul];

    /// <summary>All sizes, the smallest first.</summary>
    public static IReadOnlyList<CorpusSize> All { get; } =
    [
        new(400_000, 1_000, 128, 0.4, 600, 0.002, 40,
            "not measured; for so little text Sennrich and Zhang (2019) advise a small vocabulary, much dropout and small batches"),
        new(1_200_000, 2_000, 128, 0.3, 600, 0.002, 20,
            "sizes, batch and learning rate of configs/quickstart.yaml (0.7 million characters, measured); more dropout and epochs, since real text is more varied"),
        new(3_000_000, 4_000, 256, 0.4, 1_450, 0.001, 18,
            "those of configs/multi30k-en-de-tuned.yaml (2 million characters, measured: 37.5 BLEU)"),
        new(20_000_000, 6_000, 256, 0.3, 1_450, 0.001, 10,
            "those of configs/tatoeba-en-es.yaml (4 million characters, measured: 43.2 BLEU)"),
        new(100_000_000, 16_000, 512, 0.2, 3_000, 0.001, 6,
            "not measured; a larger model, vocabulary and batch than any of our measured configs, since there is more to learn from"),
        new(long.MaxValue, 32_000, 512, 0.1, 4_000, 0.001, 4,
            "not measured; a larger model, vocabulary and batch than any of our measured configs, since there is more to learn from"),
    ];

    /// <summary>The size of a corpus.</summary>
    public static CorpusSize Of(CorpusProfile profile)
    {
        long characters = CharactersOf(profile);
        return All.First(size => characters <= size.MaxCharacters);
    }

    /// <summary>The characters of the target side; Chinese, Japanese and Korean ones count three times.</summary>
    public static long CharactersOf(CorpusProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return (long)(profile.Target.Characters * (1 + ((DenseWeight - 1) * profile.Target.ShareOf(Dense))));
    }
}
