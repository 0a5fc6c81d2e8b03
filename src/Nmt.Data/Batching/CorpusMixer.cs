using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Lines;

namespace Nmt.Data.Batching;

/// <summary>
/// Draws pairs from several corpora in proportion to their shares, as evenly as possible: draw k of a corpus with share s
/// is due at (k + 1/2) / s, and the corpus that is due first comes first. Without weights the shares are the numbers of pairs,
/// and an epoch draws each pair once.
/// </summary>
internal sealed class CorpusMixer : IDisposable
{
    private readonly IReadOnlyList<ScannedCorpus> _corpora;
    private readonly List<CorpusReader> _readers = [];

    /// <summary>Continues at a position in each corpus.</summary>
    public CorpusMixer(IReadOnlyList<ScannedCorpus> corpora, IReadOnlyList<CorpusPosition> start)
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

    /// <summary>Returns the next pair.</summary>
    public TrainingPair Draw()
    {
        int next = -1;
        double earliest = double.PositiveInfinity;
        for (int i = 0; i < _readers.Count; i++)
        {
            double due = (_readers[i].Drawn + 0.5) / _corpora[i].Share;
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

/// <summary>Reads the pairs of a corpus that pass the filters, file by file, starting at a position.</summary>
internal sealed class CorpusReader : IDisposable
{
    private readonly ScannedCorpus _corpus;
    private int _file;
    private LineReader _source;
    private LineReader _target;
    private LineReader? _alignments;

    /// <summary>Creates a reader that continues from a position.</summary>
    public CorpusReader(ScannedCorpus corpus, CorpusPosition start)
    {
        _corpus = corpus;
        _file = start.File;
        Drawn = start.Drawn;
        (_source, _target, _alignments) = Open(start);
    }

    /// <summary>Pairs drawn in the current epoch.</summary>
    public long Drawn { get; private set; }

    /// <summary>How far the corpus has been read.</summary>
    public CorpusPosition Position => new(_file, _source.LineNumber, _source.Position.Offset, _target.Position.Offset, Drawn)
    {
        AlignmentsOffset = _alignments?.Position.Offset ?? 0,
    };

    /// <summary>Returns the next pair; after the last one, the first again.</summary>
    /// <exception cref="DataException">When a file cannot be read, or is shorter than when it was scanned.</exception>
    public TrainingPair Draw()
    {
        Drawn++;
        while (true)
        {
            var pair = Read();
            if (!_corpus.Files[_file].Dropped.Contains(pair.Line))
            {
                return pair;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
        _alignments?.Dispose();
    }

    private TrainingPair Read()
    {
        while (_source.LineNumber >= _corpus.Files[_file].Lines)
        {
            Dispose();
            _file = (_file + 1) % _corpus.Files.Count;
            (_source, _target, _alignments) = Open(CorpusPosition.Beginning);
        }

        var files = _corpus.Files[_file].Files;
        return _source.ReadText() is { } source && _target.ReadText() is { } target
            ? new TrainingPair(source, target, files.Source, _source.LineNumber, Alignment(files.Alignments))
            : throw new DataException(
                $"{files.Source} or {files.Target} has changed: it has fewer than the {_corpus.Files[_file].Lines} lines counted before training");
    }

    private AlignedLine? Alignment(string? file) => _alignments is null ? null
        : _alignments.ReadText() is { } links ? new AlignedLine(links, file!, _alignments.LineNumber)
        : throw new DataException($"{file} has changed: it has fewer than the {_corpus.Files[_file].Lines} lines counted before training");

    private (LineReader Source, LineReader Target, LineReader? Alignments) Open(CorpusPosition start)
    {
        var files = _corpus.Files[_file].Files;
        var opened = new List<LineReader>();
        try
        {
            opened.Add(LineReader.Open(files.Source, new TextPosition(start.SourceOffset, start.Line)));
            opened.Add(LineReader.Open(files.Target, new TextPosition(start.TargetOffset, start.Line)));
            var alignments = files.Alignments is null ? null
                : LineReader.Open(files.Alignments, new TextPosition(start.AlignmentsOffset, start.Line));
            return (opened[0], opened[1], alignments);
        }
        catch
        {
            opened.ForEach(reader => reader.Dispose());
            throw;
        }
    }
}

/// <summary>A pair of lines and its location.</summary>
internal readonly record struct TrainingPair(string Source, string Target, string File, int Line, AlignedLine? Alignment = null);
