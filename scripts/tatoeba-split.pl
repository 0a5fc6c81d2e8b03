#!/usr/bin/perl
# The second half of get-tatoeba: splits tab-separated sentence pairs into training, validation and test sets.
# Needs perl's standard modules (Debian's package perl, which git needs too).
use strict;
use warnings;
use Digest::SHA 'sha256_hex';
use Encode 'encode_utf8';
use Unicode::Normalize 'NFKC';

my ($pairs, $language, $folder) = @ARGV;
die "usage: tatoeba-split.pl PAIRS LANGUAGE FOLDER\n" if @ARGV != 3;

# Number of English sentences in validation and in test.
use constant HELD_OUT => 2000;
# Larger groups are mostly short phrases with many translations: poor tests.
use constant LARGEST_TESTED => 10;

my @pair = read_pairs($pairs);
my @groups = groups(\@pair);
my @small = grep { @$_ <= LARGEST_TESTED } @groups;
my @split_of = ('train') x @pair;
take('val', \@small);
take('test', \@small);
write_all();

sub read_pairs {
    my ($path) = @_;
    my @read;
    open my $in, '<:encoding(UTF-8)', $path or die "$path: $!\n";
    local $SIG{__WARN__} = sub { die "$path:$.: not UTF-8\n" };
    while (my $line = <$in>) {
        $line =~ s/\r?\n\z//;
        # Newer archives have a third column that names the authors.
        my ($english, $foreign) = split /\t/, $line;
        die "$path:$.: a line without two sentences\n" unless length($english // '') && length($foreign // '');
        push @read, [$english, $foreign];
    }
    return @read;
}

# Two sentences count as the same if they differ only in case and punctuation.
sub key {
    my ($sentence) = @_;
    my $key = lc NFKC($sentence);
    $key =~ s/[^\p{L}\p{N}]+//g;
    return $key;
}

# Groups of pairs that share a sentence on either side, directly or through other pairs, in the order of their hashes:
# no test sentence may occur in training.
sub groups {
    my ($all) = @_;
    my @parent = (0 .. $#$all);
    my $root = sub {
        my ($i) = @_;
        while ($parent[$i] != $i) { $i = $parent[$i] = $parent[$parent[$i]] }
        return $i;
    };
    my %first;
    for my $i (0 .. $#$all) {
        for my $side (0, 1) {
            my $other = ($first{"$side " . key($all->[$i][$side])} //= $i);
            my ($a, $b) = ($root->($i), $root->($other));
            $parent[$a > $b ? $a : $b] = $a < $b ? $a : $b;
        }
    }
    my %members;
    push @{$members{$root->($_)}}, $_ for 0 .. $#$all;
    my %hash = map { $_ => sha256_hex(encode_utf8((sort map { key($all->[$_][0]) } @{$members{$_}})[0])) } keys %members;
    return map { $members{$_} } sort { $hash{$a} cmp $hash{$b} || $a <=> $b } keys %members;
}

# Moves groups to a set until it has HELD_OUT English sentences.
sub take {
    my ($split, $from) = @_;
    my $sentences = 0;
    while ($sentences < HELD_OUT) {
        my $group = shift @$from or die "$pairs: too few sentences to hold out 2 x " . HELD_OUT . "\n";
        my %english = map { $pair[$_][0] => 1 } @$group;
        next if $sentences + keys %english > HELD_OUT;
        $sentences += keys %english;
        $split_of[$_] = $split for @$group;
    }
}

# train: every pair. val and test: each English sentence once with its first translation; a .tsv beside has all translations.
sub write_all {
    my (%out, %count);
    my @names = ('train.en', "train.$language", map { ("$_.en", "$_.$language", "$_.refs.$language.tsv") } qw(val test));
    for my $name (@names) {
        open $out{$name}, '>:raw:encoding(UTF-8)', "$folder/$name" or die "$folder/$name: $!\n";
    }
    for my $group (@groups) {
        my (%references, @order);
        for my $i (@$group) {
            my ($english, $foreign) = @{$pair[$i]};
            if ($split_of[$i] eq 'train') {
                print { $out{'train.en'} } "$english\n";
                print { $out{"train.$language"} } "$foreign\n";
                $count{train}++;
                next;
            }
            push @order, $english unless $references{$english};
            push @{$references{$english}}, $foreign;
        }
        my $split = $split_of[$group->[0]];
        for my $english (@order) {
            print { $out{"$split.en"} } "$english\n";
            print { $out{"$split.$language"} } "$references{$english}[0]\n";
            print { $out{"$split.refs.$language.tsv"} } join("\t", @{$references{$english}}), "\n";
            $count{$split}++;
        }
    }
    close $out{$_} or die "$folder/$_: $!\n" for @names;
    printf "train %d, val %d, test %d\n", @count{qw(train val test)};
}
