namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>
            /// The module's parameters and persistent buffers by dotted name: the tensors themselves, not copies. A tensor
            /// that two modules share has an entry for each.
            /// </summary>
            /// <param name="destination">Where to add the entries; a new dictionary when null.</param>
            /// <param name="prefix">Goes before every name, with a dot.</param>
            public virtual Dictionary<string, Tensor> state_dict(
                Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= new Dictionary<string, Tensor>(StringComparer.Ordinal);
                foreach (var (key, parameter) in _parameters)
                {
                    destination.TryAdd(Dotted(prefix, key), parameter);
                }

                foreach (var (key, (tensor, persistent)) in _buffers)
                {
                    if (persistent)
                    {
                        destination.TryAdd(Dotted(prefix, key), tensor);
                    }
                }

                foreach (var (key, submodule) in _submodules)
                {
                    submodule.state_dict(destination, Dotted(prefix, key));
                }

                return destination;
            }

            /// <summary>Copies values into the module's parameters and buffers.</summary>
            /// <param name="source">Tensors by dotted name; they are only read.</param>
            /// <param name="strict">Refuses a source whose names are not exactly the module's.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <returns>What the source lacks, and what only the source has.</returns>
            /// <exception cref="InvalidOperationException">When <paramref name="strict"/> and the names differ.</exception>
            /// <exception cref="ArgumentException">When a shape differs; nothing has been copied then.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var skipped = new HashSet<string>(skip ?? [], StringComparer.Ordinal);
                var destination = state_dict();
                List<string> missing = [.. destination.Keys.Where(key => !source.ContainsKey(key) && !skipped.Contains(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !destination.ContainsKey(key) && !skipped.Contains(key))];
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException(
                        "The loaded state_dict is not identical to the target dictionary."
                        + $" Missing: [{string.Join(", ", missing)}]; unexpected: [{string.Join(", ", unexpected)}].");
                }

                var shared = destination.Where(entry => source.ContainsKey(entry.Key) && !skipped.Contains(entry.Key)).ToList();
                foreach (var (key, target) in shared)
                {
                    CheckSameShape(key, target, source[key]);
                }

                using (no_grad())
                {
                    foreach (var (key, target) in shared)
                    {
                        target.copy_(source[key]);
                    }
                }

                return (missing, unexpected);
            }

            private static string Dotted(string? prefix, string key) => string.IsNullOrEmpty(prefix) ? key : $"{prefix}.{key}";

            private static void CheckSameShape(string key, Tensor target, Tensor source)
            {
                if (!target.shape.AsSpan().SequenceEqual(source.shape))
                {
                    throw new ArgumentException(
                        $"load_state_dict: '{key}' has shape [{string.Join(", ", target.shape)}],"
                        + $" but the loaded tensor has [{string.Join(", ", source.shape)}].",
                        nameof(source));
                }
            }
        }
    }
}
