using Nmt.Cli.Console;
using Nmt.Cli.Output;
using Nmt.Metrics.Alignment;
using Nmt.Plots;
using Nmt.Translation.Attention;

namespace Nmt.Cli.Verbs.AttentionNumbers;

/// <summary>Statistics of the attention of translations, one by one and together; docs/plot-attention.md has the formulas.</summary>
/// <param name="run">The run folder.</param>
/// <param name="minAttention">Source words that receive less attention count as unattended.</param>
/// <param name="gold">The gold alignments, one per sentence; null for none.</param>
internal sealed class AttentionReport(string run, double minAttention, IReadOnlyList<WordAlignment>? gold)
{
    private readonly List<AttendedSentence> _sentences = [];

    /// <summary>The run folder.</summary>
    public string Run => run;

    /// <summary>Source words that receive less attention count as unattended.</summary>
    public double MinAttention => minAttention;

    /// <summary>The statistics of each translation.</summary>
    public IReadOnlyList<AttendedSentence> Sentences => _sentences;

    /// <summary>The statistics of all of them.</summary>
    public CorpusAttentionStatistics Corpus { get; } = new(minAttention);

    /// <summary>The alignment error rate of all of them; null without gold alignments.</summary>
    public AlignmentErrorRate? ErrorRate { get; } = gold is null ? null : new AlignmentErrorRate();

    /// <summary>Adds a translation.</summary>
    /// <param name="number">The number of its sentence, from 1.</param>
    /// <param name="rank">Its rank among the translations of the sentence, from 1.</param>
    /// <param name="source">The source sentence.</param>
    /// <param name="translation">The translation.</param>
    /// <param name="attention">The attention between their subwords.</param>
    /// <exception cref="UsageException">When the model has no attention.</exception>
    public void Add(int number, int rank, string source, string translation, SentenceAttention attention)
    {
        if (AttentionMatrices.Create("", attention) is not { } matrix)
        {
            throw new UsageException($"{run} has no attention to report");
        }

        var words = matrix.MergeDictionaryWords();
        var statistics = new AttentionStatistics(matrix.Weights, words.Weights);
        Corpus.Add(statistics);
        _sentences.Add(new AttendedSentence(number, rank, source, translation, statistics)
        {
            Unattended = [.. statistics.Unattended(minAttention).Select(i => new AttendedWord(i, words.SourceTokens[i].Label))],
            AttendingToEnd = [.. statistics.AttendingToEnd.Select(i => new AttendedWord(i, words.TargetTokens[i].Label))],
            ErrorRate = gold is null ? null : Align(matrix, gold[number - 1]),
        });
    }

    private AlignmentErrorRate Align(AttentionMatrix matrix, WordAlignment reference)
    {
        // The words of gold alignments are those between spaces, whatever a dictionary says.
        float[,] weights = WithoutEnds(matrix.MergeWords().Weights);
        var links = new WordAlignment(Alignment.Links(weights).Select(link => new AlignmentLink(link.Source, link.Target)));
        var rate = new AlignmentErrorRate();
        rate.Add(links, reference);
        ErrorRate!.Add(links, reference);
        return rate;
    }

    private static float[,] WithoutEnds(float[,] weights)
    {
        float[,] inner = new float[weights.GetLength(0) - 1, weights.GetLength(1) - 1];
        for (int row = 0; row < inner.GetLength(0); row++)
        {
            for (int column = 0; column < inner.GetLength(1); column++)
            {
                inner[row, column] = weights[row, column];
            }
        }

        return inner;
    }
}

/// <summary>The attention of one translation.</summary>
/// <param name="Number">The number of its sentence, from 1.</param>
/// <param name="Rank">Its rank among the translations of the sentence, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Translation">The translation.</param>
/// <param name="Statistics">The statistics.</param>
internal sealed record AttendedSentence(int Number, int Rank, string Source, string Translation, AttentionStatistics Statistics)
{
    /// <summary>The source words that receive hardly any attention.</summary>
    public IReadOnlyList<AttendedWord> Unattended { get; init; } = [];

    /// <summary>The target words that attend most to the end of the source.</summary>
    public IReadOnlyList<AttendedWord> AttendingToEnd { get; init; } = [];

    /// <summary>The alignment error rate; null without gold alignments.</summary>
    public AlignmentErrorRate? ErrorRate { get; init; }

    /// <summary>Mean entropy per target subword, in bits.</summary>
    public double EntropyBits => Statistics.Rows == 0 ? 0 : Statistics.EntropySum / Statistics.Rows;

    /// <summary>Mean entropy per target subword as a share of its maximum, from 0 to 1.</summary>
    public double EntropyShare => Statistics.Rows == 0 ? 0 : Statistics.EntropyShareSum / Statistics.Rows;
}

/// <summary>A word of a sentence.</summary>
/// <param name="Position">Its position, from 0.</param>
/// <param name="Word">Its text.</param>
internal sealed record AttendedWord(int Position, string Word);
