namespace TorchSharp;

/// <summary>Owns the tensors made while it is the innermost open scope of its thread, and disposes them at its end.</summary>
/// <remarks>Opened by <see cref="torch.NewDisposeScope"/>; what must survive leaves it by moving or detaching.</remarks>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private readonly HashSet<IDisposable> _members = new(ReferenceEqualityComparer.Instance);
    private bool _isClosed;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        _manager = manager;
        OuterScope = outer;
    }

    /// <summary>The objects that this scope owns.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. _members];

    /// <summary>How many objects this scope owns.</summary>
    public int DisposablesCount => _members.Count;

    internal DisposeScope? OuterScope { get; set; }

    /// <summary>Hands an object to the scope around this one; without one it is detached.</summary>
    /// <returns>The object.</returns>
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        Move(OuterScope, disposable);
        return disposable;
    }

    /// <summary>Hands objects to the scope around this one; without one they are detached.</summary>
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    /// <summary>Hands objects to the scope around this one; without one they are detached.</summary>
    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            Move(OuterScope, disposable);
        }
    }

    /// <summary>Hands an object to another scope.</summary>
    /// <returns>The object.</returns>
    public T MoveToOther<T>(DisposeScope scope, T disposable)
        where T : IDisposable
    {
        Move(scope, disposable);
        return disposable;
    }

    /// <summary>Hands objects to another scope.</summary>
    public void MoveToOther(DisposeScope scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    /// <summary>Hands objects to another scope.</summary>
    public void MoveToOther(DisposeScope scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            Move(scope, disposable);
        }
    }

    /// <summary>Takes an object out of this scope; its life is in the caller's hands.</summary>
    /// <returns>The object.</returns>
    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        Move(null, disposable);
        return disposable;
    }

    /// <summary>Takes objects out of this scope; their lives are in the caller's hands.</summary>
    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    /// <summary>Takes objects out of this scope; their lives are in the caller's hands.</summary>
    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            Move(null, disposable);
        }
    }

    /// <summary>Makes this scope the owner of an object.</summary>
    public void Attach(IDisposable disposable)
    {
        ArgumentNullException.ThrowIfNull(disposable);
        if (OwnerOf(disposable) is { } owner)
        {
            if (!ReferenceEquals(owner, this))
            {
                owner.Move(this, disposable);
            }
        }
        else if (!_members.Contains(disposable))
        {
            Adopt(disposable);
            _manager.StatisticsInstance.AttachedToScopeCount++;
        }
    }

    /// <summary>Makes this scope the owner of objects.</summary>
    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    /// <summary>Makes this scope the owner of objects.</summary>
    /// <returns>The objects.</returns>
    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var attached = disposables.ToList();
        foreach (var disposable in attached)
        {
            Attach(disposable);
        }

        return attached;
    }

    /// <summary>Disposes everything in this scope and leaves it open.</summary>
    public void DisposeEverything()
    {
        IDisposable[] members = [.. _members];
        foreach (var member in members)
        {
            member.Dispose();

            // Members other than tensors do not report back.
            if (_members.Remove(member))
            {
                _manager.StatisticsInstance.DisposedInScopeCount++;
            }
        }
    }

    /// <summary>Disposes everything in this scope except some objects.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        var kept = _members.Where(keep.Contains).ToList();
        _members.ExceptWith(kept);
        DisposeEverything();
        _members.UnionWith(kept);
    }

    /// <summary>Disposes everything in this scope except some objects.</summary>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <summary>Disposes everything in this scope except one object.</summary>
    /// <returns>The object.</returns>
    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    /// <summary>Disposes everything in this scope and closes it.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _manager.Close(this);
        DisposeEverything();
    }

    /// <summary>Notes that an object was disposed by hand.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (_members.Remove(disposable))
        {
            SetOwner(disposable, null);
            _manager.StatisticsInstance.DisposedInScopeCount++;
        }
    }

    /// <summary>Whether this scope owns an object.</summary>
    public bool Contains(IDisposable disposable) => _members.Contains(disposable);

    /// <summary>Adds an object that no scope owns.</summary>
    internal void Adopt(IDisposable disposable)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _members.Add(disposable);
        SetOwner(disposable, this);
    }

    private static DisposeScope? OwnerOf(IDisposable disposable) => (disposable as IScopeMember)?.OwningDisposeScope;

    private static void SetOwner(IDisposable disposable, DisposeScope? scope)
    {
        if (disposable is IScopeMember member)
        {
            member.OwningDisposeScope = scope;
        }
    }

    private void Move(DisposeScope? target, IDisposable disposable)
    {
        if (disposable is null || !_members.Remove(disposable))
        {
            return;
        }

        SetOwner(disposable, null);
        if (target is null)
        {
            _manager.StatisticsInstance.DetachedFromScopeCount++;
        }
        else
        {
            target.Adopt(disposable);
        }
    }
}
