using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Metrics.Significance;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>sacreBLEU's flags for confidence intervals and paired tests.</summary>
internal sealed class ResamplingFlags
{
    private const string SeedVariable = "SACREBLEU_SEED";

    private readonly Option<bool> _confidence = new("--confidence", "-ci")
    {
        Description = "Print the 95 % confidence interval of a single system's score.",
    };

    private readonly WholeNumberOption _confidenceN = new(
        ["--confidence-n", "-cin"], "Number of resamples for --confidence; 1000 by default, no interval below 2.", 0);

    private readonly Option<bool> _pairedBootstrap = new("--paired-bs", "-pbs")
    {
        Description = "Test whether systems differ from the first one, by paired bootstrap resampling.",
    };

    private readonly WholeNumberOption _pairedBootstrapN = new(
        ["--paired-bs-n", "-pbsn"], "Number of resamples for --paired-bs; 1000 by default and for 0.", 0);

    private readonly Option<bool> _pairedRandomization = new("--paired-ar", "-par")
    {
        Description = "Test whether systems differ from the first one, by paired approximate randomization.",
    };

    private readonly WholeNumberOption _pairedRandomizationN = new(
        ["--paired-ar-n", "-parn"], "Number of trials for --paired-ar; 10000 by default and for 0.", 0);

    private readonly Option<bool> _pairedRandomizationInterval = new("--paired-ar-ci", "-parci")
    {
        Description = "With --paired-ar, also print confidence intervals from 1000 resamples.",
    };

    private readonly WholeNumberOption _jobs = new(
        ["--paired-jobs", "-j"], "Accepted for compatibility with sacreBLEU; all processors are always used.", 0);

    public IReadOnlyList<Option> All =>
    [
        _confidence, _confidenceN, _pairedBootstrap, _pairedBootstrapN, _pairedRandomization, _pairedRandomizationN,
        _pairedRandomizationInterval, _jobs,
    ];

    /// <summary>Warns about flags whose test or interval is not requested; like sacreBLEU, nmt then ignores them.</summary>
    public void WarnIgnored(IgnoredOptions ignored)
    {
        ignored.WarnUnless(ignored.IsGiven(_confidence), "without --confidence", _confidenceN);
        ignored.WarnUnless(ignored.IsGiven(_pairedBootstrap), "without --paired-bs", _pairedBootstrapN);
        ignored.WarnUnless(
            ignored.IsGiven(_pairedRandomization), "without --paired-ar", _pairedRandomizationN, _pairedRandomizationInterval);
    }

    /// <summary>The number of resamples for the confidence interval; null when no interval is requested.</summary>
    /// <remarks>One resample gives no interval: like sacreBLEU, the score is then printed without one.</remarks>
    public int? ConfidenceResamples(ParseResult parsed)
    {
        int resamples = _confidenceN.Read(parsed) ?? PairedTestOptions.DefaultResamples;
        return parsed.GetValue(_confidence) && resamples > 1 ? resamples : null;
    }

    /// <summary>The paired test; null when none is requested.</summary>
    /// <exception cref="UsageException">When both tests are requested.</exception>
    public PairedTestOptions? PairedTest(ParseResult parsed)
    {
        bool bootstrap = parsed.GetValue(_pairedBootstrap);
        bool randomization = parsed.GetValue(_pairedRandomization);
        if (bootstrap && randomization)
        {
            throw new UsageException("--paired-bs and --paired-ar: only one test at a time");
        }

        if (!bootstrap && !randomization)
        {
            return null;
        }

        return new PairedTestOptions
        {
            Kind = bootstrap ? PairedTestKind.Bootstrap : PairedTestKind.ApproximateRandomization,
            Samples = (bootstrap ? _pairedBootstrapN : _pairedRandomizationN).Read(parsed) is { } samples and > 0 ? samples : null,
            ConfidenceResamples = parsed.GetValue(_pairedRandomizationInterval) ? PairedTestOptions.DefaultResamples : null,
            Seed = Seed(),
        };
    }

    /// <summary>The seed set by SACREBLEU_SEED, as in sacreBLEU; null if it is <c>none</c>.</summary>
    /// <exception cref="UsageException">When it is neither a whole number nor <c>none</c>.</exception>
    public static ulong? Seed()
    {
        string? text = Environment.GetEnvironmentVariable(SeedVariable);
        if (string.IsNullOrEmpty(text))
        {
            return PairedTestOptions.DefaultSeed;
        }

        if (text.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new UsageException($"{SeedVariable}: expected a whole number or none; got '{text}'");
    }
}
