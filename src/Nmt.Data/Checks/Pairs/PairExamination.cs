using Nmt.Data.Checks.Files;
using Nmt.Data.Checks.Lines;
using Nmt.Text;

namespace Nmt.Data.Checks.Pairs;

/// <summary>What is known of two parallel files while they are read.</summary>
internal sealed class PairExamination
{
    private readonly CheckOptions _options;
    private readonly SeenPairs _seen;

    /// <summary>Starts with nothing known.</summary>
    /// <param name="files">The two files.</param>
    /// <param name="role">What they are for.</param>
    /// <param name="options">How they are checked.</param>
    /// <param name="seen">The pairs that were read before.</param>
    public PairExamination(ParallelFiles files, CorpusRole role, CheckOptions options, SeenPairs seen)
    {
        (_options, _seen) = (options, seen);
        Role = role;
        Source = new FileExamination(files.Source, options);
        Target = new FileExamination(files.Target, options);
        Tally = new FindingTally(options.MaxExamples);
        Ratios = new LengthRatios(options.MaxExamples);
        Overlaps = [.. seen.HeldOut.Select(corpus => (corpus, new FindingTally(options.MaxExamples)))];
    }

    public CorpusRole Role { get; }

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
        using var source = new FileWalk(Source, _options.ErrorsOnly);
        using var target = new FileWalk(Target, _options.ErrorsOnly);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var hasSource = source.TryRead(out var sourceLine);
            var hasTarget = target.TryRead(out var targetLine);
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
        var line = Source.Lines;
        if (sourceFacts.IsBlank && targetFacts.IsBlank)
        {
            Tally.Add(FindingKinds.BlankPair, line);
        }
        else if (sourceFacts.IsBlank || targetFacts.IsBlank)
        {
            (sourceFacts.IsBlank ? Source : Target).Tally.Add(FindingKinds.OneSidedBlank, line);
        }
        else
        {
            Ratios.Add(sourceFacts.Characters, targetFacts.Characters, line);
            // Numbers and punctuation are their own translation.
            if (sourceFacts.HasLetters && source.SequenceEqual(target))
            {
                Tally.Add(FindingKinds.CopiedLine, line);
            }

            Lookup(PairHashes.Of(source, target), line);
            Segment(source, target, line);
        }
    }

    private void Lookup(PairHashes pair, long line)
    {
        if (!_seen.Add(pair))
        {
            Tally.Add(FindingKinds.DuplicatePair, line);
        }

        foreach (var (corpus, tally) in Overlaps)
        {
            corpus.Look(pair, line, tally);
        }
    }

    private void Segment(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target, long line)
    {
        if (_options.Tokenizer is { } tokenizer)
        {
            var longer = Math.Max(Source.Segment(source, tokenizer), Target.Segment(target, tokenizer));
            if (longer > _options.MaxLength && Role == CorpusRole.Train)
            {
                Tally.Add(FindingKinds.TooLong, line);
            }
        }
    }
}
