using Nmt.Data.Corpora;

namespace Nmt.Data.Checks;

/// <summary>What training must not contain: the hashes of a validation or test corpus.</summary>
internal sealed class HeldOutCorpus(CheckedCorpus corpus)
{
    private readonly (FindingKind Kind, HeldOutLines Lines)[] _parts = corpus.Role == CorpusRole.Validation
        ? [
            (FindingKinds.PairInValidation, new()), (FindingKinds.SourceInValidation, new()), (FindingKinds.TargetInValidation, new()),
        ]
        : [(FindingKinds.PairInTest, new()), (FindingKinds.SourceInTest, new()), (FindingKinds.TargetInTest, new())];

    /// <summary>Its name in findings.</summary>
    public string Name => corpus.Name;

    /// <summary>Adds a pair of the held-out corpus.</summary>
    public void Add(PairHashes pair)
    {
        for (int part = 0; part < _parts.Length; part++)
        {
            _parts[part].Lines.Add(pair[part]);
        }
    }

    /// <summary>Looks up a pair of train.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="line">Its line.</param>
    /// <param name="tally">Receives the findings about what it shares with this corpus.</param>
    public void LookUp(PairHashes pair, long line, FindingTally tally)
    {
        for (int part = 0; part < _parts.Length; part++)
        {
            if (_parts[part].Lines.Mark(pair[part]))
            {
                tally.Add(_parts[part].Kind, line);
            }
        }
    }

    /// <summary>Number of lines of this corpus that are also in train.</summary>
    public long SeenLines(FindingKind kind) => Array.Find(_parts, part => part.Kind == kind).Lines.SeenLines;
}

/// <summary>Lines of a validation or test corpus, and which of them are also in train.</summary>
internal sealed class HeldOutLines
{
    private readonly Dictionary<ulong, int> _lines = [];
    private readonly HashSet<ulong> _seen = [];

    /// <summary>Number of lines of the held-out corpus that are also in train.</summary>
    public long SeenLines => _seen.Sum(hash => (long)_lines[hash]);

    /// <summary>Adds a line of the held-out corpus.</summary>
    public void Add(ulong hash) => _lines[hash] = _lines.GetValueOrDefault(hash) + 1;

    /// <summary>Whether a line of train is in the held-out corpus; if so, it is marked there.</summary>
    public bool Mark(ulong hash)
    {
        if (!_lines.ContainsKey(hash))
        {
            return false;
        }

        _seen.Add(hash);
        return true;
    }
}
