namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the random numbers of all devices from the system, and returns the seed.</summary>
    public static long seed()
    {
        var seed = Generator.Default.seed();
        Tensor.Check(Native.nmt_manual_seed(seed), "seed");
        return seed;
    }

    /// <summary>Seeds the random numbers of all devices.</summary>
    /// <returns>The CPU's source.</returns>
    public static Generator manual_seed(long seed)
    {
        Tensor.Check(Native.nmt_manual_seed(seed), "manual_seed");
        return Generator.Default;
    }

    /// <summary>The seed at which the CPU's random numbers began.</summary>
    public static long initial_seed() => Generator.Default.initial_seed();

    /// <summary>The state of the CPU's random numbers, as bytes.</summary>
    public static Tensor get_rng_state() => Generator.Default.get_state();

    /// <summary>Goes back to a state of the CPU's random numbers.</summary>
    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    /// <summary>The same functions under their other name.</summary>
    public static class random
    {
        /// <inheritdoc cref="torch.seed" />
        public static long seed() => torch.seed();

        /// <inheritdoc cref="torch.initial_seed" />
        public static long initial_seed() => torch.initial_seed();

        /// <inheritdoc cref="torch.manual_seed" />
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        /// <inheritdoc cref="torch.get_rng_state" />
        public static Tensor get_rng_state() => torch.get_rng_state();

        /// <inheritdoc cref="torch.set_rng_state" />
        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}
