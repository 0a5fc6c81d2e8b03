using System.Globalization;
using Nmt.Text.Subwords;

namespace Nmt.Data.Checks;

/// <summary>Reports what a corpus that was read contains, and what is wrong with it.</summary>
internal sealed class CorpusFindings(CheckedCorpus corpus, IReadOnlyList<PairExamination> pairs, CheckOptions options)
{
    private static readonly Dictionary<FindingKind, int> Order =
        FindingKinds.All.Index().ToDictionary(entry => entry.Item, entry => entry.Index);

    // Which length ratios are usual in the corpus; null if there is no pair to measure.
    private readonly LengthRange? _lengthRange = LengthRange.From(pairs.Select(pair => pair.Ratios));

    /// <summary>The statistics of the corpus.</summary>
    public CorpusCounts Counts() => new(
        corpus.Name, pairs.Sum(pair => Math.Min(pair.Source.Lines, pair.Target.Lines)), _lengthRange?.MedianRatio, _lengthRange?.Factor,
        [.. pairs.Select(pair => pair.Source.Counts())], [.. pairs.Select(pair => pair.Target.Counts())]);

    /// <summary>All findings, in the order of their kinds.</summary>
    public IEnumerable<Finding> All()
    {
        var sourceScript = ScriptLines.MainOf(pairs.Select(pair => pair.Source.Scripts));
        var targetScript = ScriptLines.MainOf(pairs.Select(pair => pair.Target.Scripts));
        return pairs
            .SelectMany(pair => LineCountFindings(pair)
                .Concat(FileFindings(pair.Source, sourceScript))
                .Concat(FileFindings(pair.Target, targetScript))
                .Concat(PairFindings(pair)))
            .OrderBy(entry => Order[entry.Kind])
            .Select(entry => entry.Finding);
    }

    private IEnumerable<(FindingKind Kind, Finding Finding)> LineCountFindings(PairExamination pair)
    {
        var (source, target) = (pair.Source, pair.Target);
        if (source.ReadingFault is not null || target.ReadingFault is not null)
        {
            // The number of lines is unknown: the file has its own finding.
            yield break;
        }

        // A pair of empty files is harmless if the corpus has other files.
        bool isEmptyPart = source.Lines == 0 && target.Lines == 0 && pairs.Any(other => other.Source.Lines > 0);
        foreach (var empty in new[] { source, target }.Where(file => file.Lines == 0 && !isEmptyPart))
        {
            yield return Create(FindingKinds.EmptyCorpus, empty.Path, 1, []);
        }

        if (source.Lines != target.Lines && source.Lines > 0 && target.Lines > 0)
        {
            var (longer, shorter) = source.Lines > target.Lines ? (source, target) : (target, source);
            long count = longer.Lines - shorter.Lines;
            var lines = Enumerable.Range(1, (int)Math.Min(count, options.MaxExamples)).Select(n => shorter.Lines + n);
            yield return Create(
                FindingKinds.UnequalLineCounts, longer.Path, count, [.. lines],
                Text($"{FindingKinds.UnequalLineCounts.Message}: {source.Path} has {source.Lines} lines, {target.Path} has {target.Lines}"));
        }
    }

    private IEnumerable<(FindingKind Kind, Finding Finding)> FileFindings(FileExamination file, Script? mainScript)
    {
        if (file.ReadingFault is { } fault)
        {
            string reason = fault.StartsWith(file.Path + ": ", StringComparison.Ordinal) ? fault[(file.Path.Length + 2)..] : fault;
            yield return Create(FindingKinds.UnreadableFile, file.Path, 1, [], reason);
        }

        foreach (var (kind, lines) in file.Tally.ByKind)
        {
            yield return kind == FindingKinds.InvalidUtf8 ? Create(kind, file.Path, lines, file.Lines, file.FirstInvalidBytes)
                : kind == FindingKinds.UnknownSubwords ? Unknown(file, lines)
                : Create(kind, file.Path, lines, file.Lines);
        }

        foreach (var (kind, lines) in file.LineEndings.Findings())
        {
            yield return Create(kind, file.Path, lines, file.Lines);
        }

        foreach (var (script, lines) in file.Scripts.ByFrequency.Where(entry => entry.Key != mainScript))
        {
            yield return Create(
                FindingKinds.OtherScript, file.Path, lines, file.Scripts.Count,
                $"most letters of the line are {NameOf(script)}, but most lines of this side are {NameOf(mainScript!.Value)}");
        }
    }

    private IEnumerable<(FindingKind Kind, Finding Finding)> PairFindings(PairExamination pair)
    {
        foreach (var (kind, lines) in pair.Tally.ByKind)
        {
            yield return Create(
                kind, pair.Source.Path, lines, pair.Source.Lines,
                kind == FindingKinds.TooLong ? Text($"pair with a side of more than {options.MaxLength} subwords, which training skips")
                : kind == FindingKinds.LongSource ? LongSource() : null);
        }

        foreach (var (other, tally) in pair.Overlaps)
        {
            foreach (var (kind, lines) in tally.ByKind)
            {
                yield return Create(
                    kind, pair.Source.Path, lines, pair.Source.Lines,
                    Text($"{kind.Message} (lines of {other.Name} found in train: {other.SeenLines(kind)})"));
            }
        }

        if (_lengthRange is { } range && pair.Ratios.Outside(range) is { Count: > 0 } outliers)
        {
            yield return Create(
                FindingKinds.LengthRatio, pair.Source.Path, outliers, pair.Source.Lines,
                Text($"source/target length ratio is more than {range.Factor:F1} times above or below the corpus median of {range.MedianRatio:F2}"));
        }
    }

    private string LongSource()
    {
        string unit = options.Tokenizers.Source is null ? "words, and so at least as many subwords" : "subwords";
        string handling = options.SplitsLongSources ? "translated in segments" : "only its beginning is translated";
        return Text($"source of more than {options.MaxSourceLength} {unit}: {handling} for the score (search.max_source_length, search.long_lines)");
    }

    private (FindingKind Kind, Finding Finding) Unknown(FileExamination file, Occurrences lines)
    {
        double share = (double)file.UnknownSubwords / file.Subwords;
        var kind = FindingKinds.UnknownSubwords;
        return (kind, new Finding(
            kind.Code, kind.LevelAt(share), corpus.Name, file.Path, lines.Count, lines.Lines,
            Text($"{kind.Message}: {file.UnknownSubwords} of {file.Subwords} subwords, {100 * share:F2} %")));
    }

    private (FindingKind Kind, Finding Finding) Create(
        FindingKind kind, string file, Occurrences lines, long total, string? message = null) =>
        (kind, new Finding(
            kind.Code, kind.LevelAt((double)lines.Count / total), corpus.Name, file, lines.Count, lines.Lines, message ?? kind.Message));

    private (FindingKind Kind, Finding Finding) Create(
        FindingKind kind, string file, long count, IReadOnlyList<long> lines, string? message = null) =>
        (kind, new Finding(kind.Code, kind.Level, corpus.Name, file, count, lines, message ?? kind.Message));

    private static string NameOf(Script script) => script == Script.Other ? "in a rare script" : script.ToString();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
