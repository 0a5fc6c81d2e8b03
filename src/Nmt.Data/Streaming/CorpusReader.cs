using Nmt.Data.Corpora;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Data.Streaming;

/// <summary>Reads the pairs of a corpus that filters leave, file after file, from a position on.</summary>
internal sealed class CorpusReader : IDisposable
{
    private readonly CountedCorpus _corpus;
    private int _file;
    private LineReader _source;
    private LineReader _target;
    private LineReader? _alignments;

    /// <summary>Makes a reader that goes on from a position.</summary>
    public CorpusReader(CountedCorpus corpus, CorpusPosition start)
    {
        _corpus = corpus;
        _file = start.File;
        Drawn = start.Drawn;
        (_source, _target, _alignments) = Open(start);
    }

    /// <summary>Pairs drawn in the running epoch.</summary>
    public long Drawn { get; private set; }

    /// <summary>How far the corpus has been read.</summary>
    public CorpusPosition Position => new(_file, _source.LineNumber, _source.Position.Offset, _target.Position.Offset, Drawn)
    {
        AlignmentsOffset = _alignments?.Position.Offset ?? 0,
    };

    /// <summary>The next pair; after the last one the first again.</summary>
    /// <exception cref="DataException">When a file is bad, or shorter than it was when it was counted.</exception>
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
                $"{files.Source} or {files.Target} has changed: fewer than the {_corpus.Files[_file].Lines} lines that were counted before training");
    }

    private AlignedLine? Alignment(string? file) => _alignments is null ? null
        : _alignments.ReadText() is { } links ? new AlignedLine(links, file!, _alignments.LineNumber)
        : throw new DataException($"{file}: has changed: fewer than the {_corpus.Files[_file].Lines} lines that were counted before training");

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
