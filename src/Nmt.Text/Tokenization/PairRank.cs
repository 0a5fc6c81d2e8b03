namespace Nmt.Text.Tokenization;

/// <summary>Order in which pairs are merged: the most frequent, then the shortest, then the first in ordinal order.</summary>
/// <remarks><paramref name="LeftLength"/> tells two splits of one text apart: the order of lines must not.</remarks>
internal readonly record struct PairRank(long Count, int Length, string Text, int LeftLength) : IComparable<PairRank>
{
    /// <inheritdoc/>
    public int CompareTo(PairRank other)
    {
        if (Count != other.Count)
        {
            return other.Count.CompareTo(Count);
        }

        var byText = Length != other.Length ? Length.CompareTo(other.Length) : string.CompareOrdinal(Text, other.Text);
        return byText != 0 ? byText : LeftLength.CompareTo(other.LeftLength);
    }
}
