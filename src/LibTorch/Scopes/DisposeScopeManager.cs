namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
public sealed class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? t_current;

    /// <summary>What the scopes of the calling thread have seen.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current.StatisticsInstance;

    /// <summary>The manager of the calling thread.</summary>
    internal static DisposeScopeManager Current => t_current ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    /// <summary>The innermost open scope.</summary>
    internal DisposeScope? CurrentScope { get; private set; }

    internal DisposeScope Open()
    {
        CurrentScope = new DisposeScope(this, CurrentScope);
        return CurrentScope;
    }

    /// <summary>Takes a scope off the stack, wherever it stands: an exception may have left inner ones open.</summary>
    internal void Close(DisposeScope scope)
    {
        if (ReferenceEquals(CurrentScope, scope))
        {
            CurrentScope = scope.OuterScope;
            return;
        }

        for (var inner = CurrentScope; inner is not null; inner = inner.OuterScope)
        {
            if (ReferenceEquals(inner.OuterScope, scope))
            {
                inner.OuterScope = scope.OuterScope;
                return;
            }
        }
    }

    /// <summary>Puts a new object into the innermost scope, if there is one.</summary>
    internal void RegisterCreated(IScopeMember created)
    {
        if (CurrentScope is { } scope)
        {
            scope.Adopt(created);
            StatisticsInstance.CreatedInScopeCount++;
        }
        else
        {
            StatisticsInstance.CreatedOutsideScopeCount++;
        }
    }
}
