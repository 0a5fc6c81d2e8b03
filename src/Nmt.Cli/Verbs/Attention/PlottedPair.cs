using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Output;
using Nmt.Plots;
using Nmt.Search;
using Nmt.Translation.Attention;

namespace Nmt.Cli.Verbs.Attention;

/// <summary>Where the attention of sentences goes: a folder, a file or standard output.</summary>
internal interface IAttentionOutput : IDisposable
{
    /// <summary>Writes the attention of one sentence and one of its translations, the sentences of a model one after the other.</summary>
    /// <exception cref="UsageException">When the model has not what is to be shown.</exception>
    void Write(PlottedModel model, PlottedPair pair);

    /// <summary>Ends the output when all is written; returns what to tell about it, or null.</summary>
    string? Complete();
}

/// <summary>What is shown of each pair, and how.</summary>
/// <param name="Selection">Which weights.</param>
/// <param name="MergesWords">Whether words are shown instead of subwords.</param>
/// <param name="Direction">Where the source begins.</param>
internal sealed record AttentionView(AttentionSelection Selection, bool MergesWords, SourceDirection Direction)
{
    /// <summary>The matrices of a pair, with the weights that they show.</summary>
    /// <exception cref="UsageException">When the model has no such weights.</exception>
    public IEnumerable<(SelectedAttention Selected, AttentionMatrix Matrix)> Matrices(PlottedModel model, PlottedPair pair) =>
        Selection.Select(pair.Attention, model.Name).Select(selected =>
        {
            var matrix = Matrix(model, pair, selected);
            return (selected, MergesWords ? matrix.MergeDictionaryWords() : matrix);
        });

    private AttentionMatrix Matrix(PlottedModel model, PlottedPair pair, SelectedAttention selected)
    {
        var source = AttentionMatrices.Tokens(pair.Attention.Source);
        var target = AttentionMatrices.Tokens(pair.Attention.Target);
        string title = selected.Name.Length == 0 ? pair.Title : $"{pair.Title}: {selected.Name}";
        // Self-attention has the tokens of one side on both axes: down those that attend, across those that are attended to.
        var matrix = selected.Site switch
        {
            AttentionSite.EncoderSelf => new AttentionMatrix(title, source, source, selected.Weights) { ColumnAxis = "attended source", RowAxis = "source" },
            AttentionSite.DecoderSelf => new AttentionMatrix(title, target, target, selected.Weights) { ColumnAxis = "attended target", RowAxis = "target" },
            _ => new AttentionMatrix(title, source, target, selected.Weights),
        };
        return matrix with
        {
            Caption = model.Caption(pair.Translation), SourceText = pair.Source, TargetText = pair.Translation.Text,
            Direction = selected.Site == AttentionSite.DecoderSelf ? SourceDirection.Auto : Direction,
        };
    }
}

/// <summary>A sentence and one of its translations, with the attention between their subwords.</summary>
/// <param name="Number">Line number, from 1.</param>
/// <param name="Source">Source text.</param>
/// <param name="Translation">The translation.</param>
/// <param name="Attention">The attention.</param>
internal sealed record PlottedPair(int Number, string Source, TranslationToPlot Translation, SentenceAttention Attention)
{
    /// <summary>As in <c>Sentence 3, translation 2</c>.</summary>
    public string Title => string.Create(CultureInfo.InvariantCulture, $"Sentence {Number}{(Translation.Rank > 1 ? $", translation {Translation.Rank}" : "")}");
}

/// <summary>The model whose attention is shown.</summary>
/// <param name="Run">The folder of its run.</param>
/// <param name="Update">The update that its weights are from.</param>
internal sealed record PlottedModel(string Run, long Update)
{
    /// <summary>The name of the run's folder.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Run)));

    /// <summary>The line below the title of a heatmap.</summary>
    public string Caption(TranslationToPlot translation) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}, update {Update}; {(translation.IsGiven ? "given translation" : "translation")} with score {translation.Score:0.00;\u22120.00}");
}
