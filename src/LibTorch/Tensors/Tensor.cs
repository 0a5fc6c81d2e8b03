using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array of numbers, owner of one native tensor handle.</summary>
    /// <remarks>
    /// A tensor belongs to the dispose scope in which it was made, until it is moved or detached. One without a scope
    /// lives until <see cref="Dispose()"/>, or until the garbage collector finds it.
    /// </remarks>
    public partial class Tensor : IScopeMember
    {
        private static long s_totalCount;
        private static long s_peakCount;
        private IntPtr _handle;

        /// <summary>Takes the ownership of a native handle and enters the current dispose scope.</summary>
        internal Tensor(IntPtr handle)
        {
            _handle = handle;
            var count = Interlocked.Increment(ref s_totalCount);
            if (count > Volatile.Read(ref s_peakCount))
            {
                Volatile.Write(ref s_peakCount, count);
            }

            DisposeScopeManager.Current.RegisterCreated(this);
        }

        /// <summary>Frees the native tensor of an object that was never disposed.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>Tensors of this process that own a native tensor.</summary>
        public static long TotalCount => Interlocked.Read(ref s_totalCount);

        /// <summary>The largest value that <see cref="TotalCount"/> had.</summary>
        public static long PeakCount => Interlocked.Read(ref s_peakCount);

        /// <summary>Whether the native tensor is gone.</summary>
        public bool IsInvalid => _handle == IntPtr.Zero;

        /// <summary>The native handle.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public IntPtr Handle
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                var handle = _handle;
                if (handle == IntPtr.Zero)
                {
                    ThrowDisposed();
                }

                return handle;
            }
        }

        internal DisposeScope? OwningDisposeScope { get; set; }

        DisposeScope? IScopeMember.OwningDisposeScope
        {
            get => OwningDisposeScope;
            set => OwningDisposeScope = value;
        }

        /// <summary>Frees the native tensor.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Hands the native tensor to the dispose scope around the one that owns it.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes this tensor out of its dispose scope: its life is in the caller's hands.</summary>
        /// <returns>This tensor.</returns>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Moves this tensor to the dispose scope that owns another.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOtherDisposeScope(Tensor other)
        {
            ArgumentNullException.ThrowIfNull(other);
            return other.OwningDisposeScope is { } scope ? MoveToOtherDisposeScope(scope) : DetachFromDisposeScope();
        }

        /// <summary>Moves this tensor to another dispose scope.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            ArgumentNullException.ThrowIfNull(other);
            if (OwningDisposeScope is { } owner)
            {
                owner.MoveToOther(other, this);
            }
            else
            {
                other.Attach(this);
            }

            return this;
        }

        /// <summary>Gives the native handle away; this object is left as if disposed.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var handle = Handle;
            LeaveScope();
            Interlocked.Decrement(ref s_totalCount);
            _handle = IntPtr.Zero;
            GC.SuppressFinalize(this);
            return handle;
        }

        /// <summary>Frees the native tensor.</summary>
        /// <param name="disposing">False on the finalizer's thread, where other objects may be gone already.</param>
        protected virtual void Dispose(bool disposing)
        {
            // Two threads may meet here, but only one of them gets the handle.
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle == IntPtr.Zero)
            {
                return;
            }

            if (disposing)
            {
                LeaveScope();
            }

            Native.nmt_tensor_free(handle);
            Interlocked.Decrement(ref s_totalCount);
        }

        private void LeaveScope()
        {
            if (OwningDisposeScope is { } scope)
            {
                scope.MarkAsDisposed(this);
            }
            else
            {
                DisposeScopeManager.Current.StatisticsInstance.DisposedOutsideScopeCount++;
            }
        }

        private void ThrowDisposed() => throw new ObjectDisposedException(GetType().Name, "The tensor was disposed already.");
    }
}
