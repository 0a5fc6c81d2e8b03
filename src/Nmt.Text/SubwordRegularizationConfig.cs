using System.ComponentModel.DataAnnotations;

namespace Nmt.Text;

/// <summary>Subword regularization (Kudo 2018; Provilkov et al. 2020): training text is segmented anew, at random, each time.</summary>
public sealed record SubwordRegularizationConfig
{
    /// <summary>Largest <see cref="NBestSize"/>, as in SentencePiece.</summary>
    public const int MaxNBestSize = 512;

    /// <summary>
    /// Unigram models: the power to which the probability of a segmentation is raised before one is drawn; 0 makes all equally
    /// likely, large values draw the best. BPE models: the probability with which a merge is left out (BPE-dropout); 0 is
    /// plain BPE, 1 leaves characters.
    /// </summary>
    /// <value>The default value is 0.1, which both papers recommend.</value>
    [Range(0.0, 100.0)]
    public double Alpha { get; init; } = 0.1;

    /// <summary>
    /// Unigram models: how many of the best segmentations one is drawn from; -1 draws from all of them, 0 and 1 take the best.
    /// BPE models do not look at it.
    /// </summary>
    [Range(-1, MaxNBestSize)]
    public int NBestSize { get; init; } = -1;
}
