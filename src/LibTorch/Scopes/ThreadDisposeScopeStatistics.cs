using System.Globalization;

namespace TorchSharp;

/// <summary>What one thread's dispose scopes have seen.</summary>
public sealed class ThreadDisposeScopeStatistics
{
    /// <summary>Objects made while no scope was open.</summary>
    public long CreatedOutsideScopeCount { get; internal set; }

    /// <summary>Objects disposed while no scope owned them.</summary>
    public long DisposedOutsideScopeCount { get; internal set; }

    /// <summary>Objects made within a scope.</summary>
    public long CreatedInScopeCount { get; internal set; }

    /// <summary>Objects disposed while a scope owned them, by it or by hand.</summary>
    public long DisposedInScopeCount { get; internal set; }

    /// <summary>Objects put into a scope that were in none.</summary>
    public long AttachedToScopeCount { get; internal set; }

    /// <summary>Objects taken out of all scopes.</summary>
    public long DetachedFromScopeCount { get; internal set; }

    /// <summary>Objects made on this thread and not yet disposed on it; those left to the garbage collector count as live.</summary>
    public long ThreadTotalLiveCount =>
        CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    /// <summary>Sets all counts to zero.</summary>
    public void Reset()
    {
        CreatedOutsideScopeCount = 0;
        DisposedOutsideScopeCount = 0;
        CreatedInScopeCount = 0;
        DisposedInScopeCount = 0;
        AttachedToScopeCount = 0;
        DetachedFromScopeCount = 0;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"ThreadTotalLiveCount: {ThreadTotalLiveCount}; CreatedOutsideScopeCount: {CreatedOutsideScopeCount}; DisposedOutsideScopeCount: {DisposedOutsideScopeCount}; CreatedInScopeCount: {CreatedInScopeCount}; DisposedInScopeCount: {DisposedInScopeCount}; AttachedToScopeCount: {AttachedToScopeCount}; DetachedFromScopeCount: {DetachedFromScopeCount}");
}
