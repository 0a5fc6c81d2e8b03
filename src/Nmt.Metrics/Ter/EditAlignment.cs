namespace Nmt.Metrics;

/// <summary>Where the reference words stand in the hypothesis, and which words of both are errors.</summary>
internal sealed class EditAlignment
{
    private int[] _positions = new int[64];
    private int[] _wordErrors = new int[64];
    private int[] _referenceErrors = new int[64];
    private int _words;
    private int _reference;

    public void Reset(int words, int reference)
    {
        (_words, _reference) = (words, reference);
        if (_wordErrors.Length <= words)
        {
            _wordErrors = new int[2 * (words + 1)];
        }

        if (_referenceErrors.Length <= reference)
        {
            _referenceErrors = new int[2 * (reference + 1)];
            _positions = new int[_referenceErrors.Length];
        }
    }

    /// <summary>The hypothesis word that a reference word is aligned to; for one that is missing, the word before the gap, or -1.</summary>
    public int this[int reference] => _positions[reference];

    public void SetPair(int word, int reference, bool isError)
    {
        _positions[reference] = word;
        _wordErrors[word + 1] = _referenceErrors[reference + 1] = isError ? 1 : 0;
    }

    public void SetDeleted(int word) => _wordErrors[word + 1] = 1;

    public void SetInserted(int before, int reference)
    {
        _positions[reference] = before - 1;
        _referenceErrors[reference + 1] = 1;
    }

    /// <summary>Turns the marks into running sums, so that any stretch of words is looked up in constant time.</summary>
    public void Finish()
    {
        Accumulate(_wordErrors.AsSpan(0, _words + 1));
        Accumulate(_referenceErrors.AsSpan(0, _reference + 1));
    }

    public bool HasWordError(int start, int length) => _wordErrors[start + length] > _wordErrors[start];

    public bool HasReferenceError(int start, int length) => _referenceErrors[start + length] > _referenceErrors[start];

    private static void Accumulate(Span<int> marks)
    {
        marks[0] = 0;
        for (int i = 1; i < marks.Length; i++)
        {
            marks[i] += marks[i - 1];
        }
    }
}
