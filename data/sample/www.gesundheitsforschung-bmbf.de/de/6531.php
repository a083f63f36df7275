<!DOCTYPE html>
<html lang="de">
<!-- Demodaten: Zusammenfassung in eigenen Worten, Quelle: https://www.gesundheitsforschung-bmbf.de/de/6531.php -->
<head>
<meta charset="utf-8">
<title>Gendersensible Studien in der Präventions- und Versorgungsforschung</title>
<meta name="description" content="Studien, die Unterschiede zwischen Frauen und Männern bei Vorbeugung und Versorgung untersuchen.">
<link rel="canonical" href="https://www.gesundheitsforschung-bmbf.de/de/6531.php">
</head>
<body>
<main id="main">
<article class="article">
<p class="topline">Bekanntmachung | BMBF | <time datetime="2016-04-14">14.04.2016</time></p>
<h1>Gendersensible Studien in der Präventions- und Versorgungsforschung</h1>
<div class="rich-text">
<p>Studien, die Unterschiede zwischen Frauen und Männern bei Vorbeugung und Versorgung untersuchen.</p>
<section>
<h2>Worum es geht</h2>
<p>Die Vorhaben sollten zeigen, wie sich Geschlecht auf Krankheit, Verhalten und Bedarf auswirkt.</p>
</section>
<section>
<h2>Frist</h2>
<p>Abgabetermin war der 14. Juli 2016.</p>
</section>
<p>Maßgeblich ist allein der Text der amtlichen Veröffentlichung.</p>
</div>
</article>
</main>
</body>
</html>
