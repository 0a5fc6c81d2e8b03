namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning-rate schedules.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Multiplies the rate by gamma every so many epochs.</summary>
            public static LRScheduler StepLR(
                Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step_size);
                return LambdaLR(optimizer, epoch => Math.Pow(gamma, epoch / step_size), last_epoch, verbose);
            }

            /// <summary>The initial rate times a function of the epoch.</summary>
            public static LRScheduler LambdaLR(
                Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
            {
                ArgumentNullException.ThrowIfNull(lr_lambda);
                RefuseVerbose(verbose);
                return new LambdaSchedule(optimizer, lr_lambda, last_epoch);
            }

            /// <summary>Multiplies the rate by a factor when a measurement has stopped improving.</summary>
            public static LRScheduler ReduceLROnPlateau(
                Optimizer optimizer,
                string mode = "min",
                double factor = 0.1,
                int patience = 10,
                double threshold = 0.0001,
                string threshold_mode = "rel",
                int cooldown = 0,
                IList<double>? min_lr = null,
                double eps = 1E-08,
                bool verbose = false)
            {
                RefuseVerbose(verbose);
                var rule = new PlateauRule(
                    Choice(mode, "max", "min", nameof(mode)), factor, patience, threshold,
                    Choice(threshold_mode, "rel", "abs", nameof(threshold_mode)), cooldown, min_lr ?? [], eps);
                return new PlateauSchedule(optimizer, rule);
            }

            private static bool Choice(string value, string yes, string no, string name) => value == yes
                || (value == no ? false : throw new ArgumentException($"{name} must be '{yes}' or '{no}'; got '{value}'.", name));

            private static void RefuseVerbose(bool verbose)
            {
                if (verbose)
                {
                    // A library that prints to the console would break the promise that stdout carries results only.
                    throw new NotSupportedException("verbose schedules are not supported by this runtime.");
                }
            }
        }
    }
}
