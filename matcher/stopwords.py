"""German and English function words that carry no subject; written for funding and news texts."""

from __future__ import annotations

GERMAN = """
ab aber alle allem allen aller alles allgemein als also am an and andere anderem anderen anderer anderes auch auf aus
außer außerdem bei beim bereits besonders bevor bin bis bisher bist bzw circa da dabei dadurch dafür dagegen daher dahin
damit danach daneben dann daran darauf daraus darf darin darüber darum darunter das dass davon davor dazu dein deine dem
demnach den denen denn dennoch der deren derzeit des deshalb dessen desto die dies diese diesem diesen dieser dieses
doch dort du durch dürfen ebenfalls ebenso eigen eigene eigenen eigener ein eine einem einen einer eines einige einigen
einiger einmal einzelne einzelnen entsprechend entsprechende entsprechenden er erst es etc etwa etwas euch euer eure
falls für gab ganz gegen gegenüber gemäß genau ggf gibt hab habe haben hat hatte hatten her heute hier hierbei hierfür
hierzu hin hinaus ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem innerhalb ins insbesondere
insgesamt ist ja je jede jedem jeden jeder jedes jedoch jener jetzt jeweilige jeweiligen jeweils kann kein keine keinem
keinen keiner können könnte konnte konnten künftig lassen lässt laut mal man manche mehr mehrere mehreren mein meine
meist mich mindestens mir mit möglich möglichst müssen muss musste nach nachdem neben nein nicht nichts noch nun nur ob
oben obwohl oder ohne per pro rund sehr sei seien sein seine seinem seinen seiner seines seit seitdem selbst sich sie
sind so sobald sofern sogar solch solche solchen solcher soll sollen sollte sollten somit sondern sonst sonstige
sonstigen soweit sowie sowohl statt teils trotz über überhaupt um und uns unser unsere unserem unseren unserer unter usw
viel viele vielen vom von vor vorher wann war waren warum was wegen weil weitere weiteren weiterer weiteres weiterhin
welche welchem welchen welcher welches wenn wer werde werden wie wieder will wir wird wo wobei wodurch wofür wollen
womit worden wurde wurden würde würden zu zudem zum zumindest zur zusätzlich zwar zwischen
"""

ENGLISH = """
a about above after all also an and any are as at be been before being below between both but by can could do does
during each either else etc for from further had has have her his how if in including into is it its may more most must
no nor not of off on once only or other our out over own per shall should so some such than that the their them then
there these they this those through to under until up upon was we well were what when where which while who will with
within without would you your
"""

STOP_WORDS = frozenset(GERMAN.split()) | frozenset(ENGLISH.split())
