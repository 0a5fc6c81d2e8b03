using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>See <see cref="Modules.CrossEntropyLoss"/>.</summary>
        public static CrossEntropyLoss CrossEntropyLoss(
            Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) =>
            new(weight, ignore_index, reduction);

        /// <summary>See <see cref="Modules.NLLLoss"/>.</summary>
        public static NLLLoss NLLLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);

        /// <summary>See <see cref="Modules.KLDivLoss"/>.</summary>
        public static KLDivLoss KLDivLoss(bool log_target = true, Reduction reduction = Reduction.Mean) => new(log_target, reduction);

        /// <summary>See <see cref="Modules.ModuleList{T}"/>.</summary>
        public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

        /// <summary>See <see cref="Modules.ModuleList{T}"/>.</summary>
        public static ModuleList<T> ModuleList<T>(params T[] modules)
            where T : Module => new(modules);

        /// <summary>An empty <see cref="Modules.Sequential"/>.</summary>
        public static Sequential Sequential() => new([]);

        /// <summary>See <see cref="Modules.Sequential"/>.</summary>
        public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

        /// <summary>See <see cref="Modules.Sequential"/>; the modules' names are their numbers.</summary>
        public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
            new([.. modules.Select((module, index) => (ModuleIndex.Name(index), module))]);

        /// <summary>See <see cref="Modules.LSTM"/>.</summary>
        public static LSTM LSTM(
            long inputSize,
            long hiddenSize,
            long numLayers = 1,
            bool bias = true,
            bool batchFirst = false,
            double dropout = 0,
            bool bidirectional = false,
            Device? device = null,
            ScalarType? dtype = null) =>
            new(new RecurrentOptions(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional), device, dtype);

        /// <summary>See <see cref="Modules.GRU"/>.</summary>
        public static GRU GRU(
            long inputSize,
            long hiddenSize,
            long numLayers = 1,
            bool bias = true,
            bool batchFirst = false,
            double dropout = 0,
            bool bidirectional = false,
            Device? device = null,
            ScalarType? dtype = null) =>
            new(new RecurrentOptions(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional), device, dtype);

        /// <summary>See <see cref="Modules.LSTMCell"/>.</summary>
        public static LSTMCell LSTMCell(
            long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(inputSize, hiddenSize, bias, device, dtype);

        /// <summary>See <see cref="Modules.GRUCell"/>.</summary>
        public static GRUCell GRUCell(
            long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(inputSize, hiddenSize, bias, device, dtype);
    }
}
