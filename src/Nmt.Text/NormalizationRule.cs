namespace Nmt.Text;

/// <summary>SentencePiece's normalization rules that a trained model can have.</summary>
public enum NormalizationRule
{
    /// <summary>NFKC, and control and exotic white space characters removed or made blanks (<c>nmt_nfkc</c>).</summary>
    NmtNfkc,

    /// <summary>Unicode's NFKC alone (<c>nfkc</c>).</summary>
    Nfkc,

    /// <summary>As the text stands (<c>identity</c>).</summary>
    Identity,

    /// <summary><see cref="NmtNfkc"/>, and case folded away (<c>nmt_nfkc_cf</c>).</summary>
    NmtNfkcCf,

    /// <summary><see cref="Nfkc"/>, and case folded away (<c>nfkc_cf</c>).</summary>
    NfkcCf,
}
