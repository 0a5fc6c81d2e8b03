namespace Nmt.Metrics;

/// <summary>Watches whether all segments have the same number of references, for the signature.</summary>
internal sealed class ReferenceCountTracker
{
    private bool _hasAny;
    private bool _differs;
    private int _count;

    /// <summary>The number that all segments share; null when they differ or there is none.</summary>
    public int? Common => _hasAny && !_differs ? _count : null;

    public void Add(int referenceCount)
    {
        _differs |= _hasAny && referenceCount != _count;
        _hasAny = true;
        _count = referenceCount;
    }

    public void Add(ReferenceCountTracker other)
    {
        if (other._hasAny)
        {
            Add(other._count);
            _differs |= other._differs;
        }
    }
}
