using Nmt.Data.Corpora;
using Nmt.Text.Lines;

namespace Nmt.Data.Checks;

/// <summary>What is known about two parallel files while they are read.</summary>
internal sealed class PairExamination
{
    private readonly CheckOptions _options;
    private readonly SeenPairs _seen;
    private readonly HeldOutCorpus? _own;

    /// <summary>Creates the examination; nothing is read yet.</summary>
    /// <param name="files">The two files.</param>
    /// <param name="options">How they are checked.</param>
    /// <param name="seen">The pairs that occurred before.</param>
    /// <param name="own">The corpus of the files if it is held out; null if it is trained on.</param>
    /// <param name="heldOut">The held-out corpora, with which train must not overlap; empty if the corpus itself is held out.</param>
    public PairExamination(
        ParallelFiles files, CheckOptions options, SeenPairs seen, HeldOutCorpus? own, IReadOnlyList<HeldOutCorpus> heldOut)
    {
        (_options, _seen, _own) = (options, seen, own);
        Source = new FileExamination(files.Source, options.Tokenizers.Source, options);
        Target = new FileExamination(files.Target, options.Tokenizers.Target, options);
        Tally = new FindingTally(options.MaxExamples);
        Ratios = new LengthRatios(options.MaxExamples);
        Overlaps = [.. heldOut.Select(corpus => (corpus, new FindingTally(options.MaxExamples)))];
    }

    public FileExamination Source { get; }

    public FileExamination Target { get; }

    /// <summary>Findings about pairs.</summary>
    public FindingTally Tally { get; }

    public LengthRatios Ratios { get; }

    /// <summary>What train shares with each held-out corpus.</summary>
    public IReadOnlyList<(HeldOutCorpus Corpus, FindingTally Tally)> Overlaps { get; }

    /// <summary>Reads both files to their ends.</summary>
    public void Read(CancellationToken cancellation)
    {
        using var source = new FileExaminer(Source, _options.ErrorsOnly);
        using var target = new FileExaminer(Target, _options.ErrorsOnly);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            bool hasSource = source.TryRead(out var sourceLine);
            bool hasTarget = target.TryRead(out var targetLine);
            if (hasSource && hasTarget && !_options.ErrorsOnly && source.Facts.IsValid && target.Facts.IsValid)
            {
                Compare(sourceLine, source.Facts, targetLine, target.Facts);
            }
            else if (!hasSource && !hasTarget)
            {
                return;
            }
        }
    }

    private void Compare(ReadOnlySpan<byte> source, LineFacts sourceFacts, ReadOnlySpan<byte> target, LineFacts targetFacts)
    {
        long line = Source.Lines;
        if (sourceFacts.IsEmpty && targetFacts.IsEmpty)
        {
            Tally.Add(FindingKinds.BlankPair, line);
        }
        else if (sourceFacts.IsEmpty || targetFacts.IsEmpty)
        {
            (sourceFacts.IsEmpty ? Source : Target).Tally.Add(FindingKinds.OneSidedBlank, line);
        }
        else
        {
            Ratios.Add(sourceFacts.Characters, targetFacts.Characters, line);
            // Numbers and punctuation are their own translation.
            if (sourceFacts.HasLetters && source.SequenceEqual(target))
            {
                Tally.Add(FindingKinds.CopiedLine, line);
            }

            CompareWithSeen(PairHashes.From(source, target), line);
            CheckLengths(source, sourceFacts.Words, target, line);
        }
    }

    private void CompareWithSeen(PairHashes pair, long line)
    {
        _own?.Add(pair);
        if (!_seen.Add(pair))
        {
            Tally.Add(FindingKinds.DuplicatePair, line);
        }

        foreach (var (corpus, tally) in Overlaps)
        {
            corpus.LookUp(pair, line, tally);
        }
    }

    private void CheckLengths(ReadOnlySpan<byte> source, long sourceWords, ReadOnlySpan<byte> target, long line)
    {
        var (sourceLength, targetLength) = (Source.Segment(source), Target.Segment(target));
        if ((sourceLength > _options.MaxLength || targetLength > _options.MaxLength) && _own is null)
        {
            Tally.Add(FindingKinds.TooLong, line);
        }

        if ((sourceLength ?? sourceWords) > _options.MaxSourceLength && _own is not null)
        {
            Tally.Add(FindingKinds.LongSource, line);
        }
    }
}
