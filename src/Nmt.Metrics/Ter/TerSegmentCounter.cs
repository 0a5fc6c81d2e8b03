namespace Nmt.Metrics;

/// <summary>Counts the edits of one segment after the other; its buffers serve them all.</summary>
internal sealed class TerSegmentCounter(TerOptions options) : ISegmentCounter
{
    private readonly TokenIndex _words = new();
    private readonly EditCounter _edits = new();
    private readonly List<int> _hypothesis = [];
    private readonly List<int> _reference = [];

    public int ReferenceCount { get; private set; }

    public string Preprocess(string line)
    {
        string prepared = TercomTokenizer.Prepare(line, options);
        var words = new TokenWriter(prepared.Length);
        PythonWhitespace.Split(prepared, words);
        return words.Finish();
    }

    /// <summary>The fewest edits against any reference, and the mean length of the references.</summary>
    public void Count(string hypothesis, IReadOnlyList<string?> references, Span<double> statistics)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        _words.Reset();
        ReadWords(hypothesis, _hypothesis);
        ReferenceCount = 0;
        int fewest = int.MaxValue;
        long length = 0;
        for (int i = 0; i < references.Count; i++)
        {
            if (references[i] is { } reference)
            {
                ReferenceCount++;
                ReadWords(reference, _reference);
                length += _reference.Count;
                fewest = Math.Min(fewest, _edits.Count(_hypothesis, _reference));
            }
        }

        if (ReferenceCount == 0)
        {
            throw new ArgumentException("A segment must have a reference.", nameof(references));
        }

        statistics[0] = fewest;
        statistics[1] = (double)length / ReferenceCount;
    }

    private void ReadWords(string line, List<int> words)
    {
        words.Clear();
        ReadOnlySpan<char> text = TercomTokenizer.Prepare(line, options);
        int position = 0;
        while (PythonWhitespace.TryNextWord(text, ref position, out int start))
        {
            words.Add(_words.FindOrAdd(text[start..position]));
        }
    }
}
