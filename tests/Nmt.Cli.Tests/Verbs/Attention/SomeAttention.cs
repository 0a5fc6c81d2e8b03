using Nmt.Cli.Verbs.Attention;
using Nmt.Plots;
using Nmt.Search;
using Nmt.Text.Subwords;
using Nmt.Translation.Attention;

namespace Nmt.Cli.Tests.Verbs.Attention;

/// <summary>Attention of models that no test needs to train: with several layers and heads, with an alignment only, or with none.</summary>
internal static class SomeAttention
{
    public static readonly PlottedModel Model = new("runs/some", 300);

    private static readonly LabelledSubword[] Source = [new(4, "▁the"), new(5, "▁c"), new(6, "at"), new(2, "</s>") { IsControl = true }];
    private static readonly LabelledSubword[] Target = [new(7, "▁chat"), new(2, "</s>") { IsControl = true }];

    /// <summary>Two layers of three heads at every site. Each weight tells where it is from: 0.1 for the layer, 0.01 for the head, 0.001 for the site.</summary>
    public static SentenceAttention Transformer(bool hasAlignment = true) =>
        new(Source, Target, hasAlignment ? Filled(Target.Length, Source.Length, 0.5f) : null)
        {
            Heads =
            [
                .. from site in Enum.GetValues<AttentionSite>()
                from layer in Enumerable.Range(1, 2)
                from head in Enumerable.Range(1, 3)
                select new HeadAttention(site, layer, head, Filled(
                    (site == AttentionSite.EncoderSelf ? Source : Target).Length, (site == AttentionSite.DecoderSelf ? Target : Source).Length,
                    (0.1f * layer) + (0.01f * head) + (0.001f * (int)site))),
            ],
        };

    /// <summary>As today's recurrent models: an alignment, which is the only head.</summary>
    public static SentenceAttention Recurrent()
    {
        float[,] weights = { { 0.1f, 0.25f, 0.6f, 0.05f }, { 0, 0, 1f / 3, 2f / 3 } };
        return new SentenceAttention(Source, Target, weights) { Heads = [new HeadAttention(AttentionSite.Cross, 1, 1, weights)] };
    }

    public static SentenceAttention None() => new(Source, Target, Weights: null);

    public static PlottedPair Pair(SentenceAttention attention, int number = 1, int rank = 1) =>
        new(number, "the cat", new TranslationToPlot("chat", Target[..1], -0.5) { Rank = rank }, attention);

    public static AttentionView View(AttentionSelection selection, bool mergesWords = false) => new(selection, mergesWords, SourceDirection.Auto);

    private static float[,] Filled(int rows, int columns, float value)
    {
        float[,] weights = new float[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                weights[row, column] = value;
            }
        }

        return weights;
    }
}
