namespace Nmt.Text.Tokenization;

/// <summary>Order in which pairs are merged: the most frequent, then the shortest, then the first in ordinal order.</summary>
internal readonly record struct PairRank(long Count, int Length, string Text) : IComparable<PairRank>
{
    /// <inheritdoc/>
    public int CompareTo(PairRank other)
    {
        if (Count != other.Count)
        {
            return other.Count.CompareTo(Count);
        }

        return Length != other.Length ? Length.CompareTo(other.Length) : string.CompareOrdinal(Text, other.Text);
    }
}
