namespace Nmt.Data.Checks.Pairs;

/// <summary>What training must not contain: the hashes of a validation or test corpus.</summary>
internal sealed class HeldOutCorpus(CheckedCorpus corpus)
{
    private readonly (FindingKind Kind, HeldOutSet Lines)[] _parts = corpus.Role == CorpusRole.Validation
        ? [
            (FindingKinds.PairInValidation, new()), (FindingKinds.SourceInValidation, new()), (FindingKinds.TargetInValidation, new()),
        ]
        : [(FindingKinds.PairInTest, new()), (FindingKinds.SourceInTest, new()), (FindingKinds.TargetInTest, new())];

    /// <summary>What findings call it.</summary>
    public string Name => corpus.Name;

    /// <summary>Adds a pair of the held-out corpus.</summary>
    public void Add(PairHashes pair)
    {
        for (var part = 0; part < _parts.Length; part++)
        {
            _parts[part].Lines.Add(pair[part]);
        }
    }

    /// <summary>Looks a pair of train up.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="line">Its line.</param>
    /// <param name="tally">Takes what it shares with this corpus.</param>
    public void Look(PairHashes pair, long line, FindingTally tally)
    {
        for (var part = 0; part < _parts.Length; part++)
        {
            if (_parts[part].Lines.See(pair[part]))
            {
                tally.Add(_parts[part].Kind, line);
            }
        }
    }

    /// <summary>Lines of this corpus that training has as well.</summary>
    public long SeenLines(FindingKind kind) => Array.Find(_parts, part => part.Kind == kind).Lines.SeenLines;
}
