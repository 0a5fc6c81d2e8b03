namespace Nmt.Text.Tokenization;

/// <summary>Two symbols that stand next to each other somewhere, and how often.</summary>
internal sealed class AdjacentPair
{
    private List<int> _words = [];

    /// <summary>Makes a pair that has not been counted yet.</summary>
    public AdjacentPair(int left, int right, string text)
    {
        Left = left;
        Right = right;
        Text = text;
        Length = text.EnumerateRunes().Count();
        IsAllowed = PieceShape.IsAllowed(text);
    }

    /// <summary>The first symbol.</summary>
    public int Left { get; }

    /// <summary>The second symbol.</summary>
    public int Right { get; }

    /// <summary>Text of both.</summary>
    public string Text { get; }

    /// <summary>Characters of the text.</summary>
    public int Length { get; }

    /// <summary>Whether the text may be a piece.</summary>
    public bool IsAllowed { get; }

    /// <summary>Occurrences in the text as it is merged now.</summary>
    public long Count { get; set; }

    /// <summary>Count with which it was put on the heap last.</summary>
    public long EnteredCount { get; set; }

    /// <summary>Notes a word that has the pair; a word may be noted twice.</summary>
    public void AddWord(int word)
    {
        if (_words.Count == 0 || _words[^1] != word)
        {
            _words.Add(word);
        }
    }

    /// <summary>The words that have or had the pair, and forgets them, because its merge is about to remove it everywhere.</summary>
    public List<int> TakeWords()
    {
        var words = _words;
        _words = [];
        EnteredCount = 0;
        return words;
    }
}
