namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public sealed class Generator : IDisposable
    {
        // The last generator that this thread gave to native code: a call may outlive the caller's last use of the object.
        [ThreadStatic]
        private static Generator? t_inUse;

        private IntPtr _handle;

        /// <summary>A source that begins at a seed.</summary>
        public Generator(ulong seed = 0, Device? device = null)
            : this(Native.nmt_generator_new(seed, (int)(device?.type ?? DeviceType.CPU), device?.index ?? -1))
        {
        }

        private Generator(IntPtr handle)
        {
            _handle = handle == IntPtr.Zero ? throw Tensor.Failure("Generator") : handle;
        }

        /// <summary>Frees the native generator of an object that was never disposed.</summary>
        ~Generator() => Release();

        /// <summary>The CPU's own source, which operations use when none is given.</summary>
        public static Generator Default { get; } = new(Native.nmt_generator_default());

        /// <summary>The native handle.</summary>
        public IntPtr Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(_handle == IntPtr.Zero, this);
                return _handle;
            }
        }

        /// <summary>The device for which the numbers are made.</summary>
        public unsafe Device device
        {
            get
            {
                int type;
                int index;
                Check(Native.nmt_generator_device(Handle, &type, &index), "Generator.device");
                return new Device((DeviceType)type, index);
            }
        }

        /// <summary>The state, as bytes.</summary>
        public Tensor get_state()
        {
            var state = Tensor.Own(Native.nmt_generator_get_state(Handle), "Generator.get_state");
            GC.KeepAlive(this);
            return state;
        }

        /// <summary>Goes back to a state.</summary>
        public void set_state(Tensor value)
        {
            Tensor.Check(Native.nmt_generator_set_state(Handle, Tensor.Pass(value)), "Generator.set_state", value);
            GC.KeepAlive(this);
        }

        /// <summary>Begins anew at a seed. Returns this generator.</summary>
        public Generator manual_seed(long seed)
        {
            Check(Native.nmt_generator_manual_seed(Handle, seed), "Generator.manual_seed");
            return this;
        }

        /// <summary>Begins anew at a seed from the system, and returns it.</summary>
        public unsafe long seed()
        {
            long seed;
            Check(Native.nmt_generator_seed(Handle, &seed), "Generator.seed");
            return seed;
        }

        /// <summary>The seed at which the numbers began.</summary>
        public long initial_seed()
        {
            var seed = Native.nmt_generator_initial_seed(Handle);
            GC.KeepAlive(this);
            return seed;
        }

        /// <inheritdoc />
        public void Dispose()
        {
            // The default source belongs to the process.
            if (!ReferenceEquals(this, Default))
            {
                Release();
                GC.SuppressFinalize(this);
            }
        }

        /// <summary>The handle of a source that may be absent.</summary>
        internal static IntPtr Pass(Generator? generator)
        {
            t_inUse = generator;
            return generator is null ? IntPtr.Zero : generator.Handle;
        }

        private void Check(int status, string operation)
        {
            Tensor.Check(status, operation);
            GC.KeepAlive(this);
        }

        private void Release()
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle != IntPtr.Zero)
            {
                Native.nmt_generator_free(handle);
            }
        }
    }
}
