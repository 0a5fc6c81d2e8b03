using Nmt.Text.Lines;

namespace Nmt.Data.Streaming;

/// <summary>
/// Draws pairs from several corpora in the ratio of their shares, as evenly spread as can be: draw k of a corpus with share s
/// is due at (k + 1/2) / s, and the corpus that is due first comes first. Without weights the shares are the numbers of pairs,
/// and an epoch draws each pair once.
/// </summary>
internal sealed class CorpusMixer : IDisposable
{
    private readonly IReadOnlyList<CountedCorpus> _corpora;
    private readonly List<CorpusReader> _readers = [];

    /// <summary>Goes on from where each corpus was read to.</summary>
    public CorpusMixer(IReadOnlyList<CountedCorpus> corpora, IReadOnlyList<CorpusPosition> start)
    {
        _corpora = corpora;
        try
        {
            foreach (var (corpus, position) in corpora.Zip(start))
            {
                _readers.Add(new CorpusReader(corpus, position));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How far each corpus has been read.</summary>
    public IReadOnlyList<CorpusPosition> Positions => [.. _readers.Select(reader => reader.Position)];

    /// <summary>The next pair.</summary>
    public TrainingPair Draw()
    {
        var next = -1;
        var earliest = double.PositiveInfinity;
        for (var i = 0; i < _readers.Count; i++)
        {
            var due = (_readers[i].Drawn + 0.5) / _corpora[i].Share;
            if (_corpora[i].Pairs > 0 && due < earliest)
            {
                (next, earliest) = (i, due);
            }
        }

        return _readers[next].Draw();
    }

    /// <inheritdoc/>
    public void Dispose() => _readers.ForEach(reader => reader.Dispose());
}
