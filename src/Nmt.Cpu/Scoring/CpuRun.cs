using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Cpu.Scoring;

/// <summary>A run's best model on the CPU engine, ready to translate.</summary>
public sealed class CpuRun : IDisposable
{
    private CpuRun(ExperimentConfig config, Sides<ITokenizer> tokenizers, CpuModel model) =>
        (Config, Tokenizers, Model) = (config, tokenizers, model);

    /// <summary>The run's config.</summary>
    public ExperimentConfig Config { get; }

    /// <summary>The run's subword models.</summary>
    public Sides<ITokenizer> Tokenizers { get; }

    /// <summary>The model with the weights of the best validation.</summary>
    public CpuModel Model { get; }

    /// <summary>Loads a run; its weights are mapped into memory after their checksum was compared.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="overrides">Settings that replace the run's, as <c>key=value</c>.</param>
    /// <exception cref="CheckpointException">When a part is missing, damaged, or does not belong to the others.</exception>
    /// <exception cref="ConfigurationException">When an override is invalid.</exception>
    public static CpuRun Load(string path, IReadOnlyList<string> overrides)
    {
        var run = new RunFolder(path);
        run.ThrowIfIncomplete();
        var config = ConfigLoader.LoadResolved(run.Config, overrides);
        var tokenizers = RunTokenizers.Load(run, config);
        var checkpoint = new CheckpointStore(run.Checkpoints, run.Subwords).OpenBest();
        string file = checkpoint.PathOf(checkpoint.TranslatingFile);
        checkpoint.ThrowIfAltered(checkpoint.TranslatingFile, FileChecksum.Sha256(file));
        return new CpuRun(config, tokenizers, CpuModel.Open(file, config.Model, tokenizers.Map(tokenizer => tokenizer.Vocabulary.Count)));
    }

    /// <summary>Unmaps the weights.</summary>
    public void Dispose() => Model.Dispose();
}
