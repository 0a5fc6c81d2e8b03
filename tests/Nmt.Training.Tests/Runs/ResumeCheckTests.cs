using Nmt.Metrics.Chrf;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Text.Corpora;

namespace Nmt.Training.Tests.Runs;

/// <summary>What may change between two starts of a run; checked through <see cref="TrainingSession"/>, which checks this first.</summary>
public sealed class ResumeCheckTests : IDisposable
{
    private readonly TinyExperiment _experiment = TinyExperiment.Digits();

    public ResumeCheckTests()
    {
        _experiment.Training(training => training with { MaxUpdates = 1 });
        _experiment.Train();
    }

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Limits_reports_search_and_test_set_may_change()
    {
        // Given
        var config = _experiment.Config;
        _experiment.Config = config with
        {
            Data = config.Data with { Test = config.Data.Validation, Languages = new LanguagesConfig { Source = "xx", Target = "fr" } },
            Search = config.Search with { BeamSize = 7, NBest = 2, MaxLengthRatio = 3 },
            Training = config.Training with
            {
                MaxUpdates = 3, MaxEpochs = 9, ValidateEvery = 5, CheckpointEvery = 2, LogEvery = 3, Patience = 8, Threads = 2,
                KeepBest = 3, KeepLast = 4, MaxSkippedUpdates = 7,
            },
        };

        // When
        var (outcome, state) = _experiment.Train();

        // Then
        Assert.Equal((TrainingOutcome.Completed, 3), (outcome, state.Update));
    }

    // Other sections have keys of the same name and even the same value: embedding_size is 16, encoder.hidden_size 16,
    // decoder.hidden_size 32, and patience exists twice.
    public static TheoryData<string, Func<ExperimentConfig, ExperimentConfig>> Changes => new()
    {
        { "model.dropout", config => config with { Model = config.Model with { Dropout = 0.35 } } },
        {
            "model.encoder.hidden_size",
            config => config with { Model = config.Model with { Encoder = config.Model.Encoder with { HiddenSize = 32 } } }
        },
        {
            "model.decoder.layers",
            config => config with { Model = config.Model with { Decoder = config.Model.Decoder with { Layers = 2 } } }
        },
        { "model.cell", config => config with { Model = config.Model with { Cell = CellKind.Gru } } },
        {
            "model.decoder.input_feeding",
            config => config with { Model = config.Model with { Decoder = config.Model.Decoder with { InputFeeding = false } } }
        },
        { "training.seed", config => config with { Training = config.Training with { Seed = 2 } } },
        { "training.batch_tokens", config => config with { Training = config.Training with { BatchTokens = 65 } } },
        { "training.validation.tokenize", config => config.WithTokenizer(ValidationTokenizer.Character) },
        {
            "training.validation.chrf.word_order",
            config => config with { Training = config.Training with { Validation = new ValidationConfig { Chrf = new ChrfOptions { WordOrder = 2 } } } }
        },
        { "training.metric", config => config with { Training = config.Training with { Metric = ValidationMetric.Loss } } },
        {
            "training.optimizer.learning_rate",
            config => config with { Training = config.Training with { Optimizer = config.Training.Optimizer with { LearningRate = 0.5 } } }
        },
        {
            "training.schedule.patience",
            config => config with { Training = config.Training with { Schedule = config.Training.Schedule with { Patience = 9 } } }
        },
        { "data.max_length", config => config with { Data = config.Data with { MaxLength = 99 } } },
        {
            "data.train.source",
            config => config with { Data = config.Data with { Train = config.Data.Train[0] with { Source = config.Data.Train[0].Target } } }
        },
        { "subwords.vocabulary_size", config => config with { Subwords = config.Subwords with { VocabularySize = 20 } } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Other_change_is_rejected_and_named(string path, Func<ExperimentConfig, ExperimentConfig> change)
    {
        // Given
        _experiment.Config = change(_experiment.Config);
        string checkpoint = RunFiles.Checkpoint(_experiment.Run, "latest");

        // When
        var refused = Assert.Throws<ConfigurationException>(() => _experiment.Train());

        // Then
        var error = Assert.Single(refused.Errors);
        Assert.Equal((_experiment.Run.Config, path), (error.File, error.Path));
        Assert.StartsWith("the run in this folder was started with a value other than '", error.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(checkpoint));
    }

    // As in the configs of runs from before input feeding depended on the order of attention.
    [Fact]
    public void Input_feeding_of_the_run_may_be_left_out_or_written()
    {
        // Given
        _experiment.Model(model => model with { Decoder = model.Decoder with { InputFeeding = true } });
        _experiment.Training(training => training with { MaxUpdates = 2 });

        // When
        var (_, state) = _experiment.Train();

        // Then
        Assert.Equal(2, state.Update);
    }

    [Theory]
    [InlineData(ValidationTokenizer.Auto)]
    [InlineData(ValidationTokenizer.Mteval13a)]
    public void Tokenizer_of_the_run_may_be_left_out_or_named(ValidationTokenizer tokenizer)
    {
        // Given
        _experiment.Config = _experiment.Config.WithTokenizer(tokenizer);
        _experiment.Training(training => training with { MaxUpdates = 2 });

        // When
        var (_, state) = _experiment.Train();

        // Then
        Assert.Equal(2, state.Update);
        Assert.Contains("    tokenize: 13a\n", File.ReadAllText(_experiment.Run.Config), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_change_is_named()
    {
        // Given: the two corpora are swapped, so that no line of the config is new.
        var data = _experiment.Config.Data;
        _experiment.Config = _experiment.Config with { Data = new DataConfig { Train = data.Validation, Validation = data.Train } };

        // When
        var refused = Assert.Throws<ConfigurationException>(() => _experiment.Train());

        // Then
        Assert.Equal(
            ["data.train.source", "data.train.target", "data.validation.source", "data.validation.target"],
            refused.Errors.Select(error => error.Path));
    }

    [Fact]
    public void Folder_without_a_checkpoint_accepts_any_config()
    {
        // Given
        Directory.Delete(_experiment.Run.Checkpoints, recursive: true);
        _experiment.Training(training => training with { Seed = 2 });

        // When
        var (_, state) = _experiment.Train();

        // Then
        Assert.Equal(1, state.Update);
    }
}
